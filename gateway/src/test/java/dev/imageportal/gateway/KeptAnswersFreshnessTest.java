package dev.imageportal.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// A picture may be deleted through another gateway.
@TestPropertySource(properties = "portal.gateway.kept-renditions.freshness=1s")
class KeptAnswersFreshnessTest extends GatewayFixture {

    @Test
    void asksAgainSoon() {
        String path = "/media/" + UUID.randomUUID() + "/320.jpg";
        IMAGE.on(path, exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"tag\"");
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=31536000, immutable");
            StubService.answer(exchange, 200, "picture");
        });
        assertThat(send(request(path)).statusCode()).isEqualTo(200);

        IMAGE.on(path, exchange -> StubService.answer(exchange, 404, "gone"));

        await().atMost(30, SECONDS).until(() -> send(request(path)).statusCode() == 404);
    }
}
