package dev.imageportal.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// A put that ends when the store has stood still for too long. A limit to the whole would have to fit the largest file
/// on the slowest line, and the socket's time-out does not count while bytes are written: neither tells soon that the
/// store is away.
final class WatchedPut {

    /// Between two interruptions, as the first may come to nothing.
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final RequestBody body;
    private final Duration patience;
    private volatile long lastProgress = System.nanoTime();

    /// @param patience from one progress to the next: the beginning, each part of the body that was taken, the answer
    WatchedPut(RequestBody body, Duration patience) {
        this.body = body;
        this.patience = patience;
    }

    /// Returns when the put has ended, whichever way, so that its bytes need not be there any longer.
    ///
    /// @param put sends the body that it is given
    /// @throws SdkClientException when the put failed, stood still or was interrupted
    PutObjectResponse run(Function<RequestBody, PutObjectResponse> put) {
        FutureTask<PutObjectResponse> sending = new FutureTask<>(() -> put.apply(watched()));
        Thread sender = Thread.ofVirtual().name("put").start(sending);
        try {
            return answer(sending);
        } catch (InterruptedException e) {
            end(sender);
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted", e);
        } catch (TimeoutException e) {
            end(sender);
            throw ApiCallTimeoutException.builder()
                    .message("no progress for %,d ms".formatted(patience.toMillis()))
                    .cause(e)
                    .build();
        }
    }

    private PutObjectResponse answer(FutureTask<PutObjectResponse> sending)
            throws InterruptedException, TimeoutException {
        while (true) {
            long left = patience.toNanos() - (System.nanoTime() - lastProgress);
            try {
                return sending.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - lastProgress >= patience.toNanos()) {
                    throw e;
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : SdkClientException.create("the put failed", e.getCause());
            }
        }
    }

    /// A virtual thread that waits for a socket closes it when it is interrupted.
    private static void end(Thread sender) {
        boolean interrupted = false;
        sender.interrupt();
        while (sender.isAlive()) {
            try {
                if (!sender.join(AGAIN)) {
                    sender.interrupt();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RequestBody watched() {
        return RequestBody.fromContentProvider(() -> new Watched(body.contentStreamProvider().newStream()),
                body.optionalContentLength().orElseThrow(), body.contentType());
    }

    /// Tells when the client takes bytes, which it does as the store takes those before them.
    private final class Watched extends FilterInputStream {

        Watched(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            lastProgress = System.nanoTime();
            return super.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            lastProgress = System.nanoTime();
            return super.read(target, offset, length);
        }
    }
}
