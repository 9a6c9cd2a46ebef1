package dev.imageportal.feed;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The open streams of this instance. They end before the web server begins to wait for its last requests.
@Component
class LiveStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final FeedSettings.Live settings;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();
    private final Counter sent;
    private final Counter gone;
    private final Counter slow;
    private volatile boolean running;

    LiveStreams(FeedSettings settings, MeterRegistry meters) {
        this.settings = settings.live();
        Gauge.builder("portal.feed.live.streams", places, AtomicInteger::get)
                .description("Open streams of the live feed")
                .register(meters);
        this.sent = Counter.builder("portal.feed.live.events")
                .description("Events sent, once for each stream")
                .register(meters);
        this.gone = dropped(meters, "gone");
        this.slow = dropped(meters, "slow");
    }

    private static Counter dropped(MeterRegistry meters, String reason) {
        return Counter.builder("portal.feed.live.dropped")
                .description("Streams that ended because their readers went away (gone) or fell behind (slow)")
                .tag("reason", reason)
                .register(meters);
    }

    /// Answers a request with a stream, from a thread of its own, until the reader is gone or too slow or the service
    /// stops.
    ///
    /// @throws ProblemException `503` when no more streams are taken
    void open(LiveStart start, Supplier<RecentEvents> recent, HttpServletRequest request,
            HttpServletResponse response) {
        if (places.incrementAndGet() > settings.maxStreams() || !running) {
            places.decrementAndGet();
            throw ProblemException.unavailable("Too many live streams are open here; try again.", RETRY_AFTER);
        }
        OpenAnswer answer;
        try {
            answer = OpenAnswer.begin(request, response, LiveStream.beginning(start));
        } catch (IOException e) {
            places.decrementAndGet();
            gone(e);
            return;
        } catch (RuntimeException e) {
            places.decrementAndGet();
            throw e;
        }
        LiveStream stream = new LiveStream(start.place(), recent, answer, settings.heartbeat());
        stream.start(() -> serve(stream, answer));
    }

    private void serve(LiveStream stream, OpenAnswer answer) {
        streams.add(stream);
        try {
            if (running && stream.write(sent::increment) == LiveStream.End.READER_TOO_SLOW) {
                slow.increment();
            }
        } catch (IOException e) {
            gone(e);
        } finally {
            streams.remove(stream);
            places.decrementAndGet();
            answer.complete();
        }
    }

    private void gone(IOException e) {
        log.debug("A reader of the live feed is gone: {}", e.toString());
        gone.increment();
    }

    /// There are new events.
    void wake() {
        streams.forEach(LiveStream::wake);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        streams.forEach(LiveStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
