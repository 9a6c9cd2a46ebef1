package dev.imageportal.feed;

import dev.imageportal.feed.TrendingTables.Trend;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts the hashtags of the last days, once in a while and on one instance only, however many there are and however
/// often somebody asks. Counting anew is always right, whatever was changed or deleted meanwhile.
@Component
class TrendingCount {

    private static final Logger log = LoggerFactory.getLogger(TrendingCount.class);

    private final TrendingTables tables;
    private final TransactionTemplate transaction;
    private final FeedSettings.Trending settings;
    private final InstantSource clock;
    private final Timer duration;

    TrendingCount(TrendingTables tables, TransactionTemplate transaction, FeedSettings settings, InstantSource clock,
            MeterRegistry meters) {
        this.tables = tables;
        this.transaction = transaction;
        this.settings = settings.trending();
        this.clock = clock;
        this.duration = Timer.builder("portal.feed.trending.count")
                .description("Time that it took to count the most used hashtags")
                .register(meters);
    }

    /// Instances look at their own times, so each looks a little more often than it may count.
    @Scheduled(fixedDelayString = "${portal.feed.trending.every}")
    void run() {
        try {
            if (tables.claim(settings.every().multipliedBy(9).dividedBy(10))) {
                duration.record(this::count);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("The most used hashtags stay as they are: {}", e.toString());
        }
    }

    private void count() {
        List<Trend> trends = tables.count(ImageId.firstOf(clock.instant().minus(settings.window())));
        transaction.executeWithoutResult(status -> tables.replace(trends));
    }
}
