package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

class EventLagTest extends FeedServiceTest {

    private static final int EVENTS = 7;

    @Autowired
    private ConcurrentMessageListenerContainer<?, ?> consumer;

    @Test
    void isToldWhileTheConsumerStandsStill() {
        awaitConsumed();
        await().atMost(SOON).untilAsserted(() -> assertThat(lag()).isZero());

        consumer.stop();
        try {
            publish(Stream.generate(() -> uploaded(picture(newUsername()))).limit(EVENTS).toArray(ImageEvent[]::new));
            await().atMost(SOON).untilAsserted(() -> assertThat(lag()).isEqualTo(EVENTS));
        } finally {
            consumer.start();
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(lag()).isZero());
    }

    private double lag() {
        return get("/actuator/prometheus").body()
                .lines()
                .filter(line -> line.startsWith("portal_events_lag_records{") && line.contains("topic=\"image-events\"")
                        && line.contains("group=\"feed-service\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
