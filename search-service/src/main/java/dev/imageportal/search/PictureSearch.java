package dev.imageportal.search;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.search.SearchRequest.Place;
import dev.imageportal.search.SearchRequest.Total;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hibernate.search.util.common.SearchException;
import org.hibernate.search.util.common.SearchTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Answers requests, so many at once and each within its time.
@Component
class PictureSearch {

    private static final Logger log = LoggerFactory.getLogger(PictureSearch.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final PictureIndex index;
    private final InstantSource clock;
    private final Duration timeout;
    private final Semaphore permits;

    /// @param next null at the end
    record Page(List<PictureJson> pictures, Total total, @Nullable Place next) {

        Page {
            pictures = List.copyOf(pictures);
        }
    }

    @Autowired
    PictureSearch(PictureIndex index, BackEnd backEnd, InstantSource clock, SearchSettings settings) {
        this(index, clock, settings.queryTimeout(), backEnd.queriesAtOnce());
    }

    /// @param timeout       after which a query is given up
    /// @param queriesAtOnce others wait, no longer than the time-out
    PictureSearch(PictureIndex index, InstantSource clock, Duration timeout, int queriesAtOnce) {
        this.index = index;
        this.clock = clock;
        this.timeout = timeout;
        this.permits = new Semaphore(queriesAtOnce, true);
    }

    /// @throws ProblemException `503` when the index cannot answer, or not in time
    Page search(SearchRequest request) {
        return inTurn(() -> index.find(TimeFrame.from(clock.instant(), timeout),
                finder -> new PageQuery(finder, request).page()), request.query());
    }

    /// @throws ProblemException `503` when the index cannot answer
    Suggestions suggest(SuggestionRequest request) {
        return inTurn(() -> index.readTerms(terms -> Suggestions.find(terms, request)), request);
    }

    private <T> T inTurn(Supplier<T> query, Record asked) {
        if (!acquired()) {
            throw ProblemException.unavailable("Too many searches run at the moment.", RETRY_AFTER);
        }
        try {
            return query.get();
        } catch (SearchTimeoutException e) {
            log.warn("A search took longer than {}: {}", timeout, asked);
            throw ProblemException.unavailable("The search took too long.", RETRY_AFTER);
        } catch (SearchException | UncheckedIOException e) {
            log.error("A search failed: {}", e.toString());
            throw ProblemException.unavailable("The index cannot be searched at the moment.", RETRY_AFTER);
        } finally {
            permits.release();
        }
    }

    private boolean acquired() {
        try {
            return permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
