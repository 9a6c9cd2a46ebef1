package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Removes objects that no record names: those of uploads that failed after their bytes were stored.
///
/// Keys sort by time, as image ids do. The walk goes on where the last one ended and stops at what is too young, so each
/// object is looked at once. Deleted images' objects are not its task, as it may have passed them long before. What is
/// not named after an image is left alone.
@Component
class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(45);

    private final ObjectStore objects;
    private final Images images;
    private final Duties duties;
    private final InstantSource clock;
    private final ImageSettings.Sweep settings;
    private final TransactionTemplate transaction;

    Sweeper(ObjectStore objects, Images images, Duties duties, InstantSource clock, ImageSettings settings,
            PlatformTransactionManager transactions) {
        this.objects = objects;
        this.images = images;
        this.duties = duties;
        this.clock = clock;
        this.settings = settings.sweep();
        transaction = new TransactionTemplate(transactions);
    }

    void sweep() {
        try {
            sweep(Paths.ORIGINALS);
            sweep(Paths.MEDIA);
        } catch (ProblemException e) {
            log.warn("The sweep goes on later: {}", e.getMessage());
        }
    }

    private void sweep(String prefix) {
        boolean more = true;
        for (int page = 0; more && page < settings.pages(); page++) {
            more = Boolean.TRUE.equals(transaction.execute(_ -> sweepPage(prefix)));
        }
    }

    /// @return whether there may be another page
    private boolean sweepPage(String prefix) {
        String duty = "sweep " + prefix;
        Optional<String> progress = duties.take(duty);
        if (progress.isEmpty()) {
            return false;
        }
        List<String> listed = objects.list(prefix, progress.get());
        List<String> old = listed.stream()
                .filter(key -> ImageIds.isId(Paths.idIn(key)))
                .takeWhile(this::isOld)
                .toList();
        if (old.isEmpty()) {
            return false;
        }
        List<String> forgotten = forgotten(old);
        if (!objects.delete(forgotten, TIMEOUT).isEmpty()) {
            return false;
        }
        if (!forgotten.isEmpty()) {
            log.info("Removed {} objects under {} that no image names", forgotten.size(), prefix);
        }
        duties.progress(duty, old.getLast());
        return old.getLast().equals(listed.getLast());
    }

    private boolean isOld(String key) {
        return ImageIds.timeOf(Paths.idIn(key)).isBefore(clock.instant().minus(settings.age()));
    }

    private List<String> forgotten(List<String> keys) {
        Set<String> known = images.known(keys.stream().map(Paths::idIn).collect(Collectors.toSet()));
        return keys.stream().filter(key -> !known.contains(Paths.idIn(key))).toList();
    }
}
