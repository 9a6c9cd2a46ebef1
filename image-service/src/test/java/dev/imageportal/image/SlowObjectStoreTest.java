package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.defaults.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.core.sync.RequestBody;

/// A store that is slow is waited for as long as it takes bytes.
class SlowObjectStoreTest extends ImageServiceTest {

    private static final byte[] BYTES = new byte[12_000_000];
    private static final int BYTES_PER_SECOND = 2_000_000;
    private static final Duration PROMISED = Duration.ofSeconds(5);

    @Autowired
    S3Settings store;
    @Autowired
    ImageSettings settings;

    private final String key = "media/" + UUID.randomUUID() + "/320.webp";

    @Test
    void whatTakesLongIsStored() throws IOException {
        try (SlowLine line = new SlowLine(endpoint(), BYTES_PER_SECOND, Long.MAX_VALUE)) {
            long begun = System.nanoTime();
            through(line).put(key, body(), "no-store");

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("longer than the patience")
                    .isGreaterThan(store.patience());
        }
        assertThat(storedObject(key)).isEqualTo(BYTES);
    }

    @Test
    void whatStandsStillIsGivenUp() throws IOException {
        try (SlowLine line = new SlowLine(endpoint(), 50_000_000, BYTES.length / 4)) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> through(line).put(key, body(), "no-store")).isInstanceOf(ProblemException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
        }
        assertThat(objects.head(key)).isEmpty();
    }

    private ObjectStore through(SlowLine line) {
        S3Settings slow = new S3Settings(line.uri(), store.region(), store.bucket(), store.accessKey(),
                store.secretKey(), store.connectTimeout(), store.readTimeout(), store.callTimeout(),
                store.patience());
        ImageServiceConfiguration beans = new ImageServiceConfiguration();
        return beans.objectStore(beans.readingClient(slow), beans.writingClient(slow, settings), slow);
    }

    private URI endpoint() {
        return Objects.requireNonNull(store.endpoint());
    }

    private static RequestBody body() {
        return RequestBody.fromBytes(BYTES);
    }
}
