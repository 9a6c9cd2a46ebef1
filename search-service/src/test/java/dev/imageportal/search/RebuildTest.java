package dev.imageportal.search;

import static dev.imageportal.search.Pictures.deleted;
import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.Pictures.updated;
import static dev.imageportal.search.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.PublishedImage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RebuildTest {

    @TempDir
    Path directory;

    private final String user = someone();
    private final String group = RunningSearch.group();
    private final ImageServiceStub images = new ImageServiceStub();

    @AfterEach
    void stop() {
        images.close();
    }

    private PublishedImage[] pictures(int count) {
        Instant now = Instant.now();
        return IntStream.range(0, count)
                .mapToObj(i -> picture(Pictures.id(now.minus(Duration.ofMinutes(i))), user, "number " + i, "", 1))
                .toArray(PublishedImage[]::new);
    }

    private RunningSearch start(String... more) {
        return RunningSearch.start(directory, images, group, more);
    }

    private static JsonNode awaitFinished(RunningSearch service) {
        await().atMost(RunningSearch.SOON).until(() -> "finished".equals(progress(service).get("state").asString()));
        return progress(service);
    }

    private static JsonNode progress(RunningSearch service) {
        return RunningSearch.json(service.get("/internal/reindex"));
    }

    private static void rebuild(RunningSearch service) {
        HttpResponse<String> accepted = service.post("/internal/reindex");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Location")).hasValue("/internal/reindex");
        awaitFinished(service);
    }

    @Test
    void fillsANewIndexInPages() {
        images.add(pictures(25));
        try (RunningSearch service = start("portal.search.rebuild-page=10")) {
            JsonNode progress = awaitFinished(service);

            assertThat(progress.get("processed").asInt()).isEqualTo(25);
            assertThat(progress.get("finishedAt").isNull()).isFalse();
            assertThat(progress.get("error").isNull()).isTrue();
            assertThat(images.requests()).isEqualTo(3);
            assertThat(service.allPages("@" + user, "limit=7")).hasSize(25).doesNotHaveDuplicates();
            assertThat(service.ids("number 17")).hasSize(1);
        }
    }

    @Test
    void leavesAWholeIndexAloneAtItsStart() {
        images.add(pictures(3));
        try (RunningSearch service = start()) {
            awaitFinished(service);
        }
        int before = images.requests();
        try (RunningSearch service = start()) {
            assertThat(service.allPages("@" + user)).hasSize(3);
            assertThat(progress(service).get("state").asString()).isEqualTo("finished");
            assertThat(images.requests()).isEqualTo(before);
        }
    }

    @Test
    void waitsForImageServiceAndAnswersMeanwhile() {
        images.add(pictures(25));
        images.down(true);
        try (RunningSearch service = start("portal.search.rebuild-page=10")) {
            await().atMost(RunningSearch.SOON).until(() -> progress(service).get("error").isString());
            assertThat(progress(service).get("state").asString()).isEqualTo("running");
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            service.index(picture(user, "live"));
            assertThat(service.post("/internal/reindex").statusCode()).isEqualTo(409);

            images.down(false);

            JsonNode progress = awaitFinished(service);
            assertThat(progress.get("error").isNull()).isTrue();
            assertThat(service.allPages("@" + user)).hasSize(26);
        }
    }

    @Test
    void goesOnWhereItWasWhenTheServiceEnded() {
        images.add(pictures(30));
        images.beforeAnswer(() -> images.down(images.requests() == 2));
        try (RunningSearch service = start("portal.search.rebuild-page=10")) {
            await().atMost(RunningSearch.SOON).until(() -> progress(service).get("processed").asInt() == 20);
        }
        images.beforeAnswer(() -> {});
        images.down(false);
        int before = images.requests();
        try (RunningSearch service = start("portal.search.rebuild-page=10")) {
            assertThat(awaitFinished(service).get("processed").asInt()).isEqualTo(30);
            assertThat(images.requests() - before).isEqualTo(2);
            assertThat(service.allPages("@" + user)).hasSize(30);
        }
    }

    @Test
    void removesWhatImageServiceNoLongerHas() {
        PublishedImage[] pictures = pictures(25);
        images.add(pictures);
        try (RunningSearch service = start("portal.search.rebuild-page=10")) {
            awaitFinished(service);
            List.of(0, 7, 8, 24).forEach(i -> images.remove(pictures[i]));
            images.add(picture(pictures[3].id(), user, "changed", "", 2));

            rebuild(service);

            assertThat(service.allPages("@" + user)).hasSize(21)
                    .doesNotContain(pictures[0].id(), pictures[7].id(), pictures[8].id(), pictures[24].id());
            assertThat(service.ids("changed")).containsExactly(pictures[3].id());
        }
    }

    @Test
    void losesNothingAndRevivesNothingWhileEventsComeIn() throws InterruptedException {
        PublishedImage[] pictures = pictures(10);
        images.add(pictures);
        try (RunningSearch service = start()) {
            awaitFinished(service);
            CountDownLatch read = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            images.beforeAnswer(() -> {
                read.countDown();
                awaitLatch(answer);
            });
            assertThat(service.post("/internal/reindex").statusCode()).isEqualTo(202);
            assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();

            // after the page was read, before the index gets it
            PublishedImage fresh = picture(user, "fresh");
            RunningSearch.publish(deleted(pictures[4]), updated(pictures[5], "updated"), uploaded(fresh));
            service.awaitFound(fresh);
            await().atMost(RunningSearch.SOON)
                    .until(() -> service.ids("updated @" + user).size() == 1
                            && !service.allPages("@" + user).contains(pictures[4].id()));
            answer.countDown();

            awaitFinished(service);
            assertThat(service.allPages("@" + user)).hasSize(10)
                    .contains(fresh.id())
                    .doesNotContain(pictures[4].id());
            assertThat(service.ids("updated @" + user)).containsExactly(pictures[5].id());
        }
    }

    @Test
    void doesNotLetALateUploadReviveWhatARebuildRemoved() {
        PublishedImage gone = picture(user, "gone");
        try (RunningSearch service = start()) {
            awaitFinished(service);
            service.index(gone);

            rebuild(service);
            assertThat(service.ids("@" + user)).isEmpty();

            RunningSearch.publish(uploaded(gone));
            service.awaitApplied(uploaded(gone));
            assertThat(service.ids("@" + user)).isEmpty();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the latch was never opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
