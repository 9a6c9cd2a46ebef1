package dev.imageportal.search;

import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.Pictures.updated;
import static dev.imageportal.search.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.search.IndexEntry.Kind;
import dev.imageportal.search.PictureIndex.Held;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An index that instances share, and that is not in this process.
class OpenSearchTest {

    @TempDir
    Path directory;

    private final String user = someone();
    private final String group = RunningSearch.group();

    @Test
    void twoInstancesFillAndSearchOneIndex() {
        List<PublishedImage> images = Stream.generate(() -> picture(user, "shared")).limit(30).toList();
        try (ImageServiceStub none = new ImageServiceStub();
                RunningSearch one = start(none);
                RunningSearch other = start(none)) {
            images.forEach(image -> RunningSearch.publish(uploaded(image)));

            for (RunningSearch instance : List.of(one, other)) {
                await().atMost(RunningSearch.SOON)
                        .untilAsserted(() -> assertThat(instance.ids("shared @" + user, "limit=100"))
                                .containsExactlyInAnyOrderElementsOf(
                                        images.stream().map(PublishedImage::id).toList()));
            }
        }
    }

    /// Of two instances, the slower one may come with the older version.
    @Test
    void whatIsOlderReplacesNothing() {
        PublishedImage image = picture(user, "first");
        PublishedImage edited = updated(image, "second").image();
        try (ImageServiceStub none = new ImageServiceStub();
                RunningSearch service = start(none)) {
            Instant now = Instant.now();
            PictureIndex index = service.bean(PictureIndex.class);
            index.write(List.of(IndexEntry.picture(edited, now)), List.of());

            index.write(List.of(IndexEntry.picture(image, now)), List.of());
            await().atMost(RunningSearch.SOON)
                    .untilAsserted(() -> assertThat(service.ids("second @" + user)).containsExactly(image.id()));

            index.write(List.of(IndexEntry.deleted(image.id(), edited.version(), now)), List.of());
            index.write(List.of(IndexEntry.picture(edited, now)), List.of());
            assertThat(index.held(List.of(image.id())))
                    .isEqualTo(Map.of(image.id(), new Held(Kind.DELETED, edited.version())));
            assertThat(service.ids("@" + user)).isEmpty();
        }
    }

    @Test
    void searchesSayWhenTheClusterIsAwayAndEventsWait() {
        PublishedImage before = picture(user, "before");
        PublishedImage meanwhile = picture(user, "meanwhile");
        try (ImageServiceStub none = new ImageServiceStub();
                RunningSearch service = start(none)) {
            service.index(before);
            SharedOpenSearch.node().close();
            try {
                HttpResponse<String> refused = service.get(RunningSearch.path("before"));
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(service.get("/api/search/suggestions?q=be").statusCode()).isEqualTo(503);
                assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
                RunningSearch.publish(uploaded(meanwhile));
            } finally {
                SharedOpenSearch.node().start();
            }

            await().atMost(RunningSearch.SOON)
                    .untilAsserted(() -> assertThat(service.ids("@" + user))
                            .containsExactlyInAnyOrder(before.id(), meanwhile.id()));
        }
    }

    @Test
    void signsEveryRequestForAmazonsService() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "unused");
        try (RecordingProxy proxy = new RecordingProxy(SharedOpenSearch.node().url());
                ImageServiceStub none = new ImageServiceStub();
                RunningSearch service = start(none,
                        "PORTAL_SEARCH_OPENSEARCH_URL=" + proxy.url(),
                        "PORTAL_SEARCH_OPENSEARCH_AWS_REGION=eu-central-1")) {
            service.index(picture(user, "signed"));

            assertThat(proxy.requests()).anyMatch(request -> request.path().endsWith("/_bulk"))
                    .anyMatch(request -> request.path().endsWith("/_search"))
                    .allSatisfy(request -> assertThat(request.authorization())
                            .matches(
                                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-central-1/es/aws4_request, .*"));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private RunningSearch start(ImageServiceStub images, String... more) {
        Stream<String> settings = SharedOpenSearch.settings(directory)
                .entrySet()
                .stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue());
        return RunningSearch.start(directory, images, group,
                Stream.concat(settings, Stream.of(more)).toArray(String[]::new));
    }
}
