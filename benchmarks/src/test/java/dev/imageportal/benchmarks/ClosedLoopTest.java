package dev.imageportal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedLoopTest {

    private static final Duration TIME = Duration.ofMillis(300);

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 1_000_000})
    void countsTheBytesOfBodiesOfAllLengthsWholeAndInChunks(int length) throws Exception {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        AtomicInteger requests = new AtomicInteger();
        try (StubServer server = new StubServer("/", exchange -> {
            // 0 says that the length is not known: chunks
            exchange.sendResponseHeaders(200, requests.getAndIncrement() % 2 == 0 ? length : 0);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        }); HttpConnection connection = new HttpConnection(server.address())) {
            byte[] request = HttpConnection.request(server.address(), "/");
            for (int i = 0; i < 6; i++) {
                assertThat(connection.ask(request)).isEqualTo(new HttpConnection.Answer(200, length));
            }
        }
    }

    @Test
    void countsEveryAnswerOnceAndThoseOfAnotherStatusAsFailed() throws Exception {
        AtomicInteger served = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (StubServer server = new StubServer("/", exchange -> {
            boolean right = exchange.getRequestURI().getPath().equals("/right");
            (right ? served : refused).incrementAndGet();
            exchange.sendResponseHeaders(right ? 200 : 503, -1);
            exchange.close();
        })) {
            ClosedLoop load = new ClosedLoop(server.address(), List.of(
                    HttpConnection.request(server.address(), "/right"),
                    HttpConnection.request(server.address(), "/wrong")), 200, 3);

            Round round = load.run(Duration.ZERO, TIME, server::meter);

            assertThat(round.latencies().count()).isPositive().isEqualTo(served.get());
            assertThat(round.failed()).isPositive().isEqualTo(refused.get());
            assertThat(round.p99()).isGreaterThanOrEqualTo(round.p50()).isPositive();
        }
    }

    @Test
    void heatingEndsAfterItsRequestsOrItsTime() throws Exception {
        AtomicInteger served = new AtomicInteger();
        try (StubServer server = new StubServer("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        })) {
            ClosedLoop load = ClosedLoop.get(server.address(), 4, "/");

            load.heat(40, Duration.ofMinutes(5));
            assertThat(served.get()).isEqualTo(40);

            load.heat(Integer.MAX_VALUE, TIME);
            assertThat(served.get()).isGreaterThan(40);
        }
    }

    @Test
    void asksAgainOnAFreshConnectionWhenTheServerHasClosedTheKeptOne() throws Exception {
        try (StubServer server = new StubServer("/", exchange -> {
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }); HttpConnection connection = new HttpConnection(server.address())) {
            byte[] request = HttpConnection.request(server.address(), "/");
            for (int i = 0; i < 5; i++) {
                assertThat(connection.ask(request).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void saysSoWhenNothingIsAnsweredAsItShould() throws Exception {
        try (StubServer server = new StubServer("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        })) {
            assertThatThrownBy(
                    () -> ClosedLoop.get(server.address(), 2, "/").run(Duration.ZERO, TIME, server::meter))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("404");
        }
    }
}
