package dev.imageportal.search;

import static dev.imageportal.search.Pictures.deleted;
import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.Pictures.updated;
import static dev.imageportal.search.Pictures.uploaded;
import static dev.imageportal.search.Pictures.word;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What events do to the index, whatever comes twice, late or broken.
class EventsTest {

    private final RunningSearch service = RunningSearch.shared();
    private final String user = someone();

    @Test
    void followsThePictureFromUploadToDeletion() {
        PublishedImage image = picture(user, "First #one");
        service.index(image);
        RunningSearch.publish(updated(image, "Second #two"));
        await().atMost(RunningSearch.SOON).until(() -> service.ids("#two @" + user).contains(image.id()));
        assertThat(service.ids("#one @" + user)).isEmpty();
        assertThat(service.ids("first @" + user)).isEmpty();
        assertThat(service.search("second @" + user).get("items").get(0).get("version").asInt()).isEqualTo(2);

        RunningSearch.publish(deleted(picture(image.id(), user, "", "", 2)));
        await().atMost(RunningSearch.SOON).until(() -> service.ids("@" + user).isEmpty());
    }

    @Test
    void readsTheContractsExamples() {
        RunningSearch.publish("0198c0de-0000-7000-8000-000000000001", GoldenEvents.IMAGE_UPLOADED.json());
        await().atMost(RunningSearch.SOON).until(() -> !service.ids("#snow @ada").isEmpty());
        assertThat(service.search("#snow @ada").get("items").get(0).get("highlight").asString())
                .isEqualTo("Morning over the #Alps, first <mark>#snow</mark>");
        RunningSearch.publish("0198c0de-0000-7000-8000-000000000001", GoldenEvents.IMAGE_UPDATED.json());
        await().atMost(RunningSearch.SOON).until(() -> !service.ids("evening @ada").isEmpty());
        RunningSearch.publish("0198c0de-0000-7000-8000-000000000001", GoldenEvents.IMAGE_DELETED.json());
        await().atMost(RunningSearch.SOON).until(() -> service.ids("@ada").isEmpty());
    }

    @Test
    void takesDuplicatesOnce() {
        PublishedImage image = picture(user, "twice");
        RunningSearch.publish(uploaded(image), uploaded(image), uploaded(image));
        service.index(image);

        assertThat(service.ids("twice @" + user)).containsExactly(image.id());
        assertThat(service.search("@" + user).get("total").get("value").asInt()).isEqualTo(1);
    }

    @Test
    void keepsTheHighestVersionOfEventsThatComeLate() {
        PublishedImage image = picture(user, "early");
        RunningSearch.publish(updated(image, "late"), uploaded(image));
        service.awaitApplied(uploaded(image));

        assertThat(service.ids("late @" + user)).containsExactly(image.id());
        RunningSearch.publish(uploaded(image));
        service.awaitApplied(uploaded(image));
        assertThat(service.ids("early @" + user)).isEmpty();
        assertThat(service.ids("late @" + user)).containsExactly(image.id());
    }

    @Test
    void neverBringsADeletedPictureBack() {
        PublishedImage image = picture(user, "gone");
        RunningSearch.publish(deleted(image), uploaded(image));
        service.awaitApplied(uploaded(image));
        assertThat(service.ids("@" + user)).isEmpty();

        RunningSearch.publish(uploaded(image));
        service.awaitApplied(uploaded(image));
        assertThat(service.ids("@" + user)).isEmpty();
    }

    @Test
    void tellsHowOldAnEventWasWhenItShowed() {
        PublishedImage image = picture(user, "fresh");
        RunningSearch.publish(uploaded(image));
        await().atMost(RunningSearch.SOON).until(() -> service.ids("@" + user).contains(image.id()));

        assertThat(service.get("/actuator/prometheus").body()).contains("portal_search_event_age_seconds_count")
                .contains("portal_search_index_documents")
                .contains("portal_search_rebuild_processed")
                .contains("portal_search_rebuild_running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "null", "{\"type\":\"image-renamed\"}",
            "{\"type\":\"image-deleted\",\"eventId\":\"e\",\"occurredAt\":\"2026-05-04T10:15:30Z\",\"imageId\":\"no-uuid\","
                    + "\"username\":\"u\",\"version\":1}"})
    void putsAsideWhatItCannotReadAndGoesOn(String poison) {
        PublishedImage before = picture(user, "before");
        PublishedImage after = picture(user, "after");
        String key = word();
        RunningSearch.publish(List.of(
                RunningSearch.message(key, ImageEventJson.write(uploaded(before))),
                RunningSearch.message(key, poison.getBytes(UTF_8)),
                RunningSearch.message(key, ImageEventJson.write(uploaded(after)))));
        service.awaitFound(before);
        service.awaitFound(after);

        ConsumerRecord<byte[], byte[]> letter = deadLetter(key);
        assertThat(new String(letter.value(), UTF_8)).isEqualTo(poison);
        assertThat(header(letter, "portal-reason")).isNotBlank();
        assertThat(header(letter, "portal-original-topic")).isEqualTo(Topics.IMAGE_EVENTS);
        assertThat(service.get("/actuator/prometheus").body()).containsPattern("portal_dead_letters_total\\{.*} [1-9]");
    }

    @Test
    void putsAsideWhatTheIndexCannotHold() {
        PublishedImage image = picture(user, "#" + "a".repeat(6_000));
        PublishedImage after = picture(user, "after");
        RunningSearch.publish(List.of(
                RunningSearch.message(image.id(), ImageEventJson.write(uploaded(image))),
                RunningSearch.message(image.id(), ImageEventJson.write(uploaded(after)))));
        service.awaitFound(after);

        assertThat(header(deadLetter(image.id()), "portal-reason")).contains("hashtag of 6000 characters");
    }

    @Test
    void forgetsDeletionsInTheEnd() {
        PublishedImage image = picture(user, "gone");
        PublishedImage later = picture(user, "gone later");
        RunningSearch.publish(deleted(image));
        service.awaitApplied(deleted(image));
        Instant between = Instant.now();
        RunningSearch.publish(deleted(later));
        service.awaitApplied(deleted(later));

        service.bean(IndexUpdates.class).forgetDeletions(between);

        assertThat(service.bean(PictureIndex.class).held(List.of(image.id(), later.id()))).containsOnlyKeys(later.id());
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String key) {
        AtomicReference<ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, RunningSearch.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.IMAGE_EVENTS_DEAD_LETTERS)
                    .stream()
                    .map(partition -> new org.apache.kafka.common.TopicPartition(partition.topic(),
                            partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(RunningSearch.SOON).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letter -> {
                    if (new String(letter.key(), UTF_8).equals(key)) {
                        found.set(letter);
                    }
                });
                return found.get() != null;
            });
        }
        return Objects.requireNonNull(found.get());
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
