package dev.imageportal.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Answers of one kind that people ask for just now, each for no more than a moment. From half of it on, one request of
/// all those that come asks the service again, so that not all of them go there at its end.
final class KeptAnswers {

    private final Cache<String, KeptAnswer> answers;
    private final long freshness;
    private final long largest;
    private final boolean keeping;
    /// Grows with each deletion: what was asked for before one is not kept after it.
    private final AtomicLong deletions = new AtomicLong();
    private final Counter kept;
    private final Counter fetched;

    KeptAnswers(String kind, GatewaySettings.Kept settings, MeterRegistry meters) {
        keeping = settings.memory().toBytes() > 0;
        freshness = settings.freshness().toNanos();
        largest = settings.largest().toBytes();
        answers = Caffeine.newBuilder()
                .maximumWeight(settings.memory().toBytes())
                .weigher((String _, KeptAnswer answer) -> answer.weight())
                .expireAfterWrite(settings.freshness())
                .build();
        kept = counter(kind, "memory", meters);
        fetched = counter(kind, "service", meters);
        Gauge.builder("portal.gateway.kept.answers", answers, Cache::estimatedSize)
                .description("Answers in the gateway's memory")
                .tag("kind", kind)
                .register(meters);
    }

    private static Counter counter(String kind, String from, MeterRegistry meters) {
        return Counter.builder("portal.gateway.keepable.requests")
                .description("Requests whose answer may come from the gateway's memory, and where it came from")
                .tag("kind", kind)
                .tag("from", from)
                .register(meters);
    }

    /// @param address path and query
    /// @param tag     of what the client has; then only that is found
    /// @return nothing where the service is to be asked
    @Nullable
    KeptAnswer find(String address, @Nullable String tag) {
        KeptAnswer answer = keeping ? answers.getIfPresent(address) : null;
        if (answer != null && (tag == null || answer.isTagged(tag)) && isFresh(answer)) {
            kept.increment();
            return answer;
        }
        fetched.increment();
        return null;
    }

    private boolean isFresh(KeptAnswer answer) {
        long age = System.nanoTime() - answer.asked();
        return age < freshness / 2 || (age < freshness && !answer.renewed().compareAndSet(false, true));
    }

    /// Before the service is asked: with what it answers, it goes to [#keep].
    Question ask() {
        return new Question(deletions.get(), System.nanoTime());
    }

    boolean fits(long length) {
        return keeping && length > 0 && length <= largest;
    }

    void keep(String address, KeptAnswer answer, Question question) {
        answers.put(address, answer);
        if (deletions.get() != question.deletions) {
            answers.asMap().remove(address, answer);
        }
    }

    /// At the latest when the client hears that something is gone.
    ///
    /// @param beginning of the addresses
    void forget(String beginning) {
        deletions.incrementAndGet();
        answers.asMap().keySet().removeIf(address -> address.startsWith(beginning));
    }

    /// @param deletions that had happened
    /// @param asked     by [System#nanoTime()]
    record Question(long deletions, long asked) {}
}
