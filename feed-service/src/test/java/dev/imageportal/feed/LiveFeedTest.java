package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.deleted;
import static dev.imageportal.feed.Pictures.newTag;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.next;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.updated;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.feed.LiveReader.Event;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class LiveFeedTest extends FeedServiceTest {

    @Autowired
    MeterRegistry meters;
    @Autowired
    FeedWriter writer;

    @Test
    void tellsWhatHappensToAnImage() {
        PublishedImage image = picture(newUsername(), newTag());
        try (LiveReader reader = LiveReader.open(port, "")) {
            publish(uploaded(image));
            reader.awaitAbout(image.id(), 1);
            assertThat(reader.about(image.id()).getFirst().json())
                    .isEqualTo(list(imagesOf(image.username())).at("/items/0"));
            publish(updated(next(image)));
            reader.awaitAbout(image.id(), 2);
            publish(deleted(next(next(image))));

            List<Event> events = reader.awaitAbout(image.id(), 3);
            assertThat(events.stream().map(Event::name))
                    .containsExactly("image-uploaded", "image-updated", "image-deleted");
            assertThat(events.get(1).json().get("version").asLong()).isEqualTo(2);
            assertThat(events.get(2).data()).isEqualTo("{\"id\":\"" + image.id() + "\"}");
            assertThat(events.stream().map(event -> Long.parseLong(event.id()))).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void tellsOfAnImageOnlyOnceTheFeedShowsIt() {
        String username = newUsername();
        List<PublishedImage> images = Stream.generate(() -> picture(username)).limit(30).toList();
        try (LiveReader reader = LiveReader.open(port, "")) {
            for (PublishedImage image : images) {
                publish(uploaded(image));
                reader.awaitAbout(image.id(), 1);
                assertThat(ids(imagesOf(username) + "?limit=100")).contains(image.id());
            }
        }
    }

    @Test
    void tellsOnceWhatComesTwiceOrLate() {
        PublishedImage image = picture(newUsername());
        PublishedImage last = picture(newUsername());
        try (LiveReader reader = LiveReader.open(port, "")) {
            apply(uploaded(image), uploaded(image));
            apply(uploaded(image));
            apply(deleted(image));
            apply(updated(next(image)), deleted(image));
            apply(uploaded(last));
            reader.awaitAbout(last.id(), 1);

            assertThat(reader.about(image.id()).stream().map(Event::name))
                    .containsExactly("image-uploaded", "image-deleted");
        }
    }

    @Test
    void callsAnImageNewThatCameWithItsChange() {
        PublishedImage image = picture(newUsername());
        try (LiveReader reader = LiveReader.open(port, "")) {
            writer.apply(List.of(uploaded(image), updated(next(image))));

            Event event = reader.awaitAbout(image.id(), 1).getFirst();
            assertThat(event.name()).isEqualTo("image-uploaded");
            assertThat(event.json().get("version").asLong()).isEqualTo(2);
        }
    }

    @Test
    void goesOnAfterTheLastId() {
        String username = newUsername();
        PublishedImage before = picture(username);
        String place;
        try (LiveReader reader = LiveReader.open(port, "")) {
            apply(uploaded(before));
            place = reader.awaitAbout(before.id(), 1).getFirst().id();
        }
        List<PublishedImage> missed = Stream.generate(() -> picture(username)).limit(50).toList();
        missed.forEach(image -> writer.apply(List.of(uploaded(image))));

        try (LiveReader byHeader = LiveReader.open(port, "", "Last-Event-ID", place);
                LiveReader byParameter = LiveReader.open(port, "?lastEventId=" + place);
                LiveReader byBoth = LiveReader.open(port, "?lastEventId=1", "Last-Event-ID", place)) {
            assertThat(List.of(byHeader, byParameter, byBoth)).allSatisfy(reader -> {
                assertThat(reader.awaitAbout(username, 50).stream().map(event -> event.json().get("id").asString()))
                        .containsExactlyElementsOf(missed.stream().map(PublishedImage::id).toList());
                assertThat(reader.events()).noneMatch(event -> event.name().equals("reset"));
            });
        }
    }

    /// A browser that was told of nothing yet has a place too.
    @Test
    void goesOnAfterTheBeginning() {
        PublishedImage image = picture(newUsername());
        String place;
        try (LiveReader reader = LiveReader.open(port, "")) {
            assertThat(reader.retry()).isEqualTo("3000");
            place = reader.lastId();
        }
        apply(uploaded(image));
        try (LiveReader reader = LiveReader.open(port, "", "Last-Event-ID", place)) {
            reader.awaitAbout(image.id(), 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "999999999999999999", "x", "-1", "1e3", "9999999999999999999999", "é"})
    void saysWhenSomethingMayHaveBeenMissed(String id) {
        PublishedImage image = picture(newUsername());
        try (LiveReader reader = LiveReader.open(port, "", "Last-Event-ID", id)) {
            await().atMost(SOON).until(() -> !reader.events().isEmpty());
            Event reset = reader.events().getFirst();
            assertThat(reset.name()).isEqualTo("reset");

            publish(uploaded(image));
            Event event = reader.awaitAbout(image.id(), 1).getFirst();
            assertThat(Long.parseLong(event.id())).isGreaterThan(Long.parseLong(reset.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.5", "9999999999999999999", "%00", "1&lastEventId=2"})
    void parameterMustBeAnId(String id) {
        HttpResponse<String> answer = get("/api/feed/live?lastEventId=" + id);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asString()).isEqualTo("lastEventId");
    }

    @Test
    void isAnEventStreamThatNobodyKeeps() {
        try (LiveReader reader = LiveReader.open(port, "", "Accept", "text/event-stream")) {
            assertThat(reader.headers().get("Content-Type")).containsExactly("text/event-stream");
            assertThat(reader.headers().get("Cache-Control")).containsExactly("no-store");
        }
        assertThat(get("/api/feed/live", "Accept", "application/json").statusCode()).isEqualTo(406);
    }

    @Test
    void countsStreamsAndForgetsThoseThatGo() {
        double gone = meters.get("portal.feed.live.dropped").tag("reason", "gone").counter().count();
        PublishedImage image = picture(newUsername());
        try (LiveReader one = LiveReader.open(port, ""); LiveReader other = LiveReader.open(port, "")) {
            assertThat(openStreams()).isGreaterThanOrEqualTo(2);
            double sent = meters.get("portal.feed.live.events").counter().count();
            publish(uploaded(image));
            one.awaitAbout(image.id(), 1);
            other.awaitAbout(image.id(), 1);
            assertThat(meters.get("portal.feed.live.events").counter().count()).isGreaterThanOrEqualTo(sent + 2);
        }
        await().atMost(SOON).until(() -> {
            publish(uploaded(picture(newUsername())));
            return openStreams() == 0;
        });
        assertThat(meters.get("portal.feed.live.dropped").tag("reason", "gone").counter().count())
                .isGreaterThanOrEqualTo(gone + 2);
    }

    private double openStreams() {
        return meters.get("portal.feed.live.streams").gauge().value();
    }
}
