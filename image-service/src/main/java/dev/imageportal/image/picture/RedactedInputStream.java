package dev.imageportal.image.picture;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Lays patches over bytes that pass by.
final class RedactedInputStream extends InputStream {

    private final InputStream original;
    private final List<Redaction> patches;
    private long position;
    /// The first patch that does not lie wholly before the position.
    private int next;

    RedactedInputStream(InputStream original, long position, List<Redaction> patches) {
        this.original = original;
        this.position = position;
        this.patches = patches;
        dropPassed();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = original.read(buffer, offset, length);
        if (count <= 0) {
            return count;
        }
        long end = position + count;
        for (int i = next; i < patches.size() && patches.get(i).offset() < end; i++) {
            Redaction patch = patches.get(i);
            long stop = Math.min(patch.end(), end);
            for (long at = Math.max(patch.offset(), position); at < stop; at++) {
                buffer[offset + (int) (at - position)] = patch.at(at);
            }
        }
        position = end;
        dropPassed();
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = original.skip(count);
        position += skipped;
        dropPassed();
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return original.available();
    }

    @Override
    public void close() throws IOException {
        original.close();
    }

    private void dropPassed() {
        while (next < patches.size() && patches.get(next).end() <= position) {
            next++;
        }
    }
}
