package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One reader's open answer. Holds nothing but its place: events are taken from those that all streams share, so a
/// reader who is too slow loses its place there, and the stream ends.
final class LiveStream {

    /// How long a browser waits before it comes back.
    private static final Duration RETRY = Duration.ofSeconds(3);

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    private final Supplier<RecentEvents> recent;
    private final OpenAnswer out;
    private final long heartbeat;
    private volatile @Nullable Thread thread;
    private volatile boolean ended;
    private long place;
    private long written = System.nanoTime();

    /// How a stream ended, other than by its reader's going.
    enum End {
        SERVICE_STOPS, READER_TOO_SLOW
    }

    /// @param place events after it are told
    LiveStream(long place, Supplier<RecentEvents> recent, OpenAnswer out, Duration heartbeat) {
        this.place = place;
        this.recent = recent;
        this.out = out;
        this.heartbeat = heartbeat.toNanos();
    }

    /// What a stream begins with: an id alone tells a browser its place, without an event.
    static byte[] beginning(LiveStart start) {
        String reset = start.reset() ? "event: reset\ndata: {}\n" : "";
        return ("retry: " + RETRY.toMillis() + "\nid: " + start.place() + "\n" + reset + "\n").getBytes(UTF_8);
    }

    /// Runs the work in the stream's thread.
    void start(Runnable work) {
        Thread own = Thread.ofVirtual().name("live-stream").unstarted(work);
        thread = own;
        own.start();
    }

    /// Writes events until the service stops or the reader is gone or too slow.
    ///
    /// @throws IOException when the reader is gone
    End write(Runnable sent) throws IOException {
        while (!ended) {
            RecentEvents events = recent.get();
            if (!events.reachBackTo(place)) {
                return End.READER_TOO_SLOW;
            }
            Optional<LiveEvent> next = events.next(place);
            if (next.isEmpty()) {
                await();
                continue;
            }
            place = next.get().place();
            if (next.get().bytes().length > 0) {
                out.write(next.get().bytes());
                sent.run();
            }
            if (place == events.end()) {
                flush();
            }
        }
        return End.SERVICE_STOPS;
    }

    private void await() throws IOException {
        long left = heartbeat - (System.nanoTime() - written);
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        } else {
            out.write(HEARTBEAT);
            flush();
        }
    }

    private void flush() throws IOException {
        out.flush();
        written = System.nanoTime();
    }

    /// There may be more to write.
    void wake() {
        LockSupport.unpark(thread);
    }

    void end() {
        ended = true;
        wake();
    }
}
