package dev.imageportal.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// The small pictures that people look at just now. Their content never changes, but a picture may be deleted, through
/// another gateway too: so none is kept for more than a moment. From half of it on, one request of all those that come
/// asks image-service again, so that not all of them go there at its end.
@Component
class KeptRenditions {

    private final Cache<String, Rendition> kept;
    private final long freshness;
    private final long largest;
    private final boolean keeping;
    /// Grows with each deletion: what was asked for before one is not kept after it.
    private final AtomicLong deletions = new AtomicLong();
    private final Counter found;
    private final Counter fetched;

    KeptRenditions(GatewaySettings settings, MeterRegistry meters) {
        DataSize memory = settings.renditions();
        Duration moment = settings.renditionFreshness();
        keeping = memory.toBytes() > 0;
        freshness = moment.toNanos();
        largest = settings.largestRendition().toBytes();
        kept = Caffeine.newBuilder()
                .maximumWeight(memory.toBytes())
                .weigher((String _, Rendition rendition) -> rendition.weight())
                .expireAfterWrite(moment)
                .build();
        found = counter("kept", meters);
        fetched = counter("fetched", meters);
        Gauge.builder("portal.gateway.renditions.kept", kept, Cache::estimatedSize)
                .description("Small pictures in memory")
                .register(meters);
    }

    private static Counter counter(String from, MeterRegistry meters) {
        return Counter.builder("portal.gateway.renditions")
                .description("Small pictures that were asked for: from memory, or from image-service")
                .tag("from", from)
                .register(meters);
    }

    /// @return nothing where image-service is to be asked
    @Nullable
    Rendition find(String path) {
        Rendition rendition = keeping ? kept.getIfPresent(path) : null;
        if (rendition != null) {
            long age = System.nanoTime() - rendition.asked();
            if (age < freshness / 2 || (age < freshness && !rendition.renewed().compareAndSet(false, true))) {
                found.increment();
                return rendition;
            }
        }
        fetched.increment();
        return null;
    }

    /// Before image-service is asked: with what it answers, it goes to [#keep].
    Question ask() {
        return new Question(deletions.get(), System.nanoTime());
    }

    boolean fits(long length) {
        return keeping && length > 0 && length <= largest;
    }

    void keep(String path, Rendition rendition, Question question) {
        kept.put(path, rendition);
        if (deletions.get() != question.deletions) {
            kept.asMap().remove(path, rendition);
        }
    }

    /// At the latest when the client hears that it is gone.
    ///
    /// @param folder path of all renditions of a picture, with its last slash
    void forget(String folder) {
        deletions.incrementAndGet();
        kept.asMap().keySet().removeIf(path -> path.startsWith(folder));
    }

    /// @param deletions that had happened
    /// @param asked     by [System#nanoTime()]
    record Question(long deletions, long asked) {}
}
