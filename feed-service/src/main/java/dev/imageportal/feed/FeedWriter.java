package dev.imageportal.feed;

import dev.imageportal.defaults.ImageEventStore;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.InvalidEventException;
import dev.imageportal.feed.FeedTables.News;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings events into the feeds: one transaction for all that came together.
@Component
class FeedWriter implements ImageEventStore {

    private final FeedTables tables;
    private final LiveLog log;
    private final LiveFeed live;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Timer age;

    FeedWriter(FeedTables tables, LiveLog log, LiveFeed live, TransactionTemplate transaction, InstantSource clock,
            MeterRegistry meters) {
        this.tables = tables;
        this.log = log;
        this.live = live;
        this.transaction = transaction;
        this.clock = clock;
        this.age = Timer.builder("portal.feed.event.age")
                .description("From a change of an image until the feeds show it")
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1))
                .register(meters);
    }

    @Override
    public void apply(List<ImageEvent> events) {
        // Ordered by id: instances that meet at the same rows take them in the same order.
        TreeMap<ImageId, FeedChange> changes = new TreeMap<>();
        events.stream()
                .map(FeedChange::of)
                .forEach(change -> changes.merge(change.id(), change, FeedChange::lasting));
        List<News> applied;
        try {
            applied = transaction.execute(status -> {
                List<News> news = tables.apply(changes);
                log.append(news.stream().map(FeedWriter::told).toList());
                return news;
            });
        } catch (DataIntegrityViolationException e) {
            throw new InvalidEventException("the feed's tables do not take it: " + e.getMostSpecificCause(), e);
        }
        live.look();
        Instant now = clock.instant();
        applied.forEach(news -> age.record(Duration.between(news.change().occurredAt(), now)));
    }

    private static LiveLog.Change told(News news) {
        LiveKind kind = switch (news.change()) {
            case FeedChange.Show show -> news.wasShown() ? LiveKind.UPDATED : LiveKind.UPLOADED;
            case FeedChange.Remove remove -> LiveKind.DELETED;
        };
        return new LiveLog.Change(kind, news.change().id());
    }
}
