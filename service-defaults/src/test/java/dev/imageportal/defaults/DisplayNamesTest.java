package dev.imageportal.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Against an HTTP server that speaks as user-service does.
@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.config.import=classpath:service-defaults.yaml", "spring.application.name=sample",
        // longer than user-service is silent here: who waits for the answer gets it
        "spring.cloud.openfeign.client.config.user-service.read-timeout=60000"})
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class DisplayNamesTest {

    private static final HttpServer USER_SERVICE = server();
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static volatile int status;
    private static volatile CountDownLatch open = new CountDownLatch(0);

    private final String user = "u" + UUID.randomUUID().toString().substring(0, 8);

    @Autowired
    DisplayNames displayNames;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("portal.user-service.url", () -> "http://127.0.0.1:" + USER_SERVICE.getAddress().getPort());
        registry.add("PORTAL_TOKEN_ISSUER", () -> "http://127.0.0.1/pool");
        registry.add("PORTAL_TOKEN_JWKS_URI", () -> "http://127.0.0.1/keys");
        registry.add("PORTAL_TOKEN_CLIENT_ID", () -> "client");
    }

    @BeforeEach
    void userServiceIsWell() {
        status = 200;
        open = new CountDownLatch(0);
        REQUESTS.set(0);
    }

    @AfterAll
    static void close() {
        open.countDown();
        USER_SERVICE.stop(0);
    }

    @Test
    void asksOnceForAllAndRemembers() {
        String other = user + "b";
        Map<String, String> wanted = Map.of(user, "Name of " + user, other, "Name of " + other, "nobody", "nobody");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(displayNames.of(wanted.keySet())).isEqualTo(wanted));
        int asked = REQUESTS.get();

        assertThat(displayNames.of(List.of(other, user, user))).hasSize(2).containsEntry(user, "Name of " + user);
        assertThat(displayNames.of("nobody")).isEqualTo("nobody");
        assertThat(REQUESTS).hasValue(asked);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void asksInParts() {
        List<String> many = IntStream.range(0, 450).mapToObj(i -> user + i).toList();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(displayNames.of(many)).hasSize(450)
                                .allSatisfy((name, shown) -> assertThat(shown)
                                        .isEqualTo("Name of " + name)));
        assertThat(REQUESTS).hasValue(3);
    }

    @Test
    void standsInForAUserServiceThatIsSlowAndDoesNotWait() {
        open = new CountDownLatch(1);

        assertThat(displayNames.of(user)).isEqualTo(user);

        open.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> displayNames.of(user), ("Name of " + user)::equals);
    }

    @Test
    void standsInForAUserServiceThatFailsAndHearsItWhenItIsBack() {
        status = 503;
        for (int i = 0; i < 30; i++) {
            assertThat(displayNames.of(user)).isEqualTo(user);
        }
        assertThat(REQUESTS).as("the circuit breaker opens").hasValueLessThan(30);

        status = 200;
        await().atMost(Duration.ofSeconds(30)).until(() -> displayNames.of(user), ("Name of " + user)::equals);
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/internal/users/display-names", DisplayNamesTest::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        REQUESTS.incrementAndGet();
        try {
            open.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        StringBuilder names = new StringBuilder();
        int asked = 0;
        for (String parameter : exchange.getRequestURI().getRawQuery().split("&", -1)) {
            for (String name : URLDecoder.decode(parameter.substring("usernames=".length()), UTF_8).split(",", -1)) {
                asked++;
                if (!name.equals("nobody")) {
                    names.append(names.isEmpty() ? "" : ",").append("\"%1$s\":\"Name of %1$s\"".formatted(name));
                }
            }
        }
        byte[] body = ("{" + names + "}").getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(asked > 200 ? 400 : status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
