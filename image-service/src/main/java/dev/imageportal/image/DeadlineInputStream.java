package dev.imageportal.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A stream that must be read to its end within a time. Its close leaves the source open, as a request's body is the
/// container's to end.
final class DeadlineInputStream extends FilterInputStream {

    private final long deadlineNanos;

    DeadlineInputStream(InputStream source, Duration timeout) {
        super(source);
        deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        check();
        return super.read(buffer, offset, length);
    }

    @Override
    public void close() {}

    private void check() throws PassedException {
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new PassedException();
        }
    }

    static final class PassedException extends IOException {

        PassedException() {
            super("the time to read the stream has passed");
        }
    }
}
