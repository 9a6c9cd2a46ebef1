package dev.imageportal.feed;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets deletions once no event of the deleted image can come any more.
@Component
class TombstonePurge {

    private static final Logger log = LoggerFactory.getLogger(TombstonePurge.class);

    private final FeedTables tables;
    private final FeedSettings settings;

    TombstonePurge(FeedTables tables, FeedSettings settings) {
        this.tables = tables;
        this.settings = settings;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void run() {
        try {
            int purged = tables.purge(settings.tombstoneRetention());
            if (purged > 0) {
                log.info("Forgot {} deletions of longer than {} ago", purged, settings.tombstoneRetention());
            }
        } catch (DataAccessException e) {
            log.warn("Old deletions stay for another hour: {}", e.toString());
        }
    }
}
