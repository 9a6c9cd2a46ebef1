package dev.imageportal.defaults;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How users want to be called, as user-service says: asked for together, remembered for a minute.
///
/// A picture is worth showing without its owner's display name: while user-service is away or slow, the user name stands
/// in, and no caller waits longer than [#PATIENCE].
public class DisplayNames {

    private static final Logger log = LoggerFactory.getLogger(DisplayNames.class);

    private static final Duration PATIENCE = Duration.ofMillis(80);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 50_000;
    /// As many as user-service takes at once.
    private static final int MAX_ASKED = 200;

    private final DisplayNameClient userService;
    private final AsyncLoadingCache<String, String> names;
    private final Counter standIns;

    DisplayNames(DisplayNameClient userService, MeterRegistry meters) {
        this.userService = userService;
        this.names = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                // in the trace of whoever asks first
                .executor(ContextExecutorService.wrap(Executors.newVirtualThreadPerTaskExecutor(),
                        ContextSnapshotFactory.builder().build()))
                .buildAsync(AsyncCacheLoader.<String, String>bulk(this::ask));
        this.standIns = Counter.builder("portal.display.names.stand.ins")
                .description("Times that a user name stood in because user-service did not answer")
                .register(meters);
    }

    /// @return every name that was asked for, with the user name itself where nothing better is known
    public Map<String, String> of(Collection<String> usernames) {
        Set<String> asked = new LinkedHashSet<>(usernames);
        if (asked.isEmpty()) {
            return Map.of();
        }
        try {
            return names.getAll(asked).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("User names stand in for display names: {}", e.toString());
            return remembered(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return remembered(asked);
        }
    }

    public String of(String username) {
        return of(List.of(username)).getOrDefault(username, username);
    }

    private Map<String, String> remembered(Set<String> usernames) {
        Map<String, String> known = new HashMap<>();
        for (String username : usernames) {
            CompletableFuture<String> name = names.getIfPresent(username);
            if (name != null && name.state() == Future.State.SUCCESS) {
                known.put(username, name.resultNow());
            } else {
                standIns.increment();
                known.put(username, username);
            }
        }
        return known;
    }

    /// A user without a profile is remembered too, or each request would ask again.
    private Map<String, String> ask(Set<? extends String> usernames) {
        List<String> asked = new ArrayList<>(usernames);
        Map<String, String> answer = new HashMap<>();
        for (int from = 0; from < asked.size(); from += MAX_ASKED) {
            List<String> some = asked.subList(from, Math.min(asked.size(), from + MAX_ASKED));
            Map<String, String> heard = userService.displayNames(some);
            some.forEach(username -> answer.put(username, heard.getOrDefault(username, username)));
        }
        return answer;
    }
}
