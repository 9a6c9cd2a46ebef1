package dev.imageportal.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.image.picture.DecodePermits.Permit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodePermitsTest {

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DecodePermits permits = new DecodePermits(2, meters);

    @Test
    void filesThatTakeMuchMemoryWaitForEachOtherAndNobodyElseDoes() throws Exception {
        Path large = file("large", PictureFiles.converted(PictureFiles.png(4000, 3000),
                ".jpg[interlace,subsample_mode=off]"));
        Path small = file("small", PictureFiles.jpeg(4000, 3000));

        Permit first = permits.acquire(large);
        CompletableFuture<Permit> second = acquireAside(large);
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));
        Permit other = permits.acquire(small);
        other.release();

        assertThat(second).isNotDone();
        first.release();
        second.get().release();
        assertThat(permits.used()).isZero();
    }

    @Test
    void whoIsInterruptedHoldsNothing() throws Exception {
        Path large = file("large", PictureFiles.converted(PictureFiles.png(4000, 3000),
                ".jpg[interlace,subsample_mode=off]"));
        Path small = file("small", PictureFiles.jpeg(20, 10));
        Permit one = permits.acquire(small);
        Permit two = permits.acquire(small);
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                permits.acquire(large).release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));

        waiting.interrupt();
        waiting.join();
        one.release();
        two.release();

        permits.acquire(large).release();
        assertThat(permits.used()).isZero();
    }

    private double waiting() {
        return meters.get("portal.decode.permits.waiting").gauge().value();
    }

    private CompletableFuture<Permit> acquireAside(Path file) {
        CompletableFuture<Permit> permit = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                permit.complete(permits.acquire(file));
            } catch (InterruptedException e) {
                permit.completeExceptionally(e);
            }
        });
        return permit;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
