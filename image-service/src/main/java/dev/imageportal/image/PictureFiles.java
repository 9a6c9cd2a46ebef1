package dev.imageportal.image;

import dev.imageportal.image.picture.EncodedRendition;
import dev.imageportal.image.picture.ProcessedPicture;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.sync.RequestBody;

/// An image's files in the bucket.
@Component
class PictureFiles {

    /// Renditions never change, so that caches may keep them for a year, the longest there is.
    static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private static final String PRIVATE = "private, no-store";

    private final ObjectStore objects;

    PictureFiles(ObjectStore objects) {
        this.objects = objects;
    }

    /// Returns when all of them are stored.
    ///
    /// @throws dev.imageportal.defaults.ProblemException 503 when one could not be; some of the others may have been
    void store(String id, Path original, ProcessedPicture picture) throws InterruptedException {
        List<Runnable> puts = renditions(id, picture);
        puts.addFirst(() -> putOriginal(id, original, picture.format().contentType()));
        putAll(puts);
    }

    /// As [#store], without the original.
    void storeRenditions(String id, ProcessedPicture picture) throws InterruptedException {
        putAll(renditions(id, picture));
    }

    private List<Runnable> renditions(String id, ProcessedPicture picture) {
        List<Runnable> puts = new ArrayList<>();
        for (EncodedRendition rendition : picture.renditions()) {
            puts.add(() -> putRendition(id, rendition));
        }
        return puts;
    }

    private static void putAll(List<Runnable> work) throws InterruptedException {
        List<Future<?>> puts = new ArrayList<>();
        // Closing the executor waits for every put, as the renditions' memory ends with the picture.
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Runnable put : work) {
                puts.add(executor.submit(put));
            }
        }
        for (Future<?> put : puts) {
            try {
                put.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
            }
        }
    }

    private void putOriginal(String id, Path file, String contentType) {
        RequestBody bytes = RequestBody.fromFile(file);
        objects.put(Paths.originalKey(id),
                RequestBody.fromContentProvider(bytes.contentStreamProvider(), file.toFile().length(), contentType),
                PRIVATE);
    }

    private void putRendition(String id, EncodedRendition rendition) {
        ByteBuffer bytes = rendition.bytes();
        RequestBody body = RequestBody.fromContentProvider(() -> new ByteBufferStream(bytes.duplicate()),
                bytes.remaining(), rendition.contentType());
        objects.put(Paths.renditionKey(id, Integer.toString(rendition.size()), rendition.extension()), body, IMMUTABLE);
    }

    /// Native memory as a stream, without a copy on the heap.
    private static final class ByteBufferStream extends InputStream {

        private final ByteBuffer buffer;

        ByteBufferStream(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public int read() {
            return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!buffer.hasRemaining()) {
                return -1;
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(target, offset, count);
            return count;
        }

        @Override
        public int available() {
            return buffer.remaining();
        }
    }
}
