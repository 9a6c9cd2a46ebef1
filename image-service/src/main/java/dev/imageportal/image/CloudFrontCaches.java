package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// CloudFront's: one path for each picture, `/media/{id}/*`. Such paths with a star CloudFront takes
/// [#MOST_AT_ONCE] at a time, and drops what they name within minutes. While it takes no more, or is away, nothing is
/// asked of it for a pause that grows.
final class CloudFrontCaches implements EdgeCaches {

    private static final Logger log = LoggerFactory.getLogger(CloudFrontCaches.class);

    /// CloudFront's limit, of all invalidations of a distribution that are under way.
    static final int MOST_AT_ONCE = 15;

    private final CloudFront cloudFront;
    private final CloudFrontSettings settings;

    private int atOnce = MOST_AT_ONCE;
    private Duration pause;
    private long notBefore = System.nanoTime();

    CloudFrontCaches(CloudFront cloudFront, CloudFrontSettings settings) {
        this.cloudFront = cloudFront;
        this.settings = settings;
        pause = settings.pause();
    }

    @Override
    public boolean any() {
        return true;
    }

    @Override
    public synchronized Set<String> forget(Collection<String> imageIds) {
        List<String> left = new ArrayList<>(imageIds.stream().sorted().toList());
        Set<String> forgotten = new HashSet<>();
        while (!left.isEmpty() && System.nanoTime() - notBefore >= 0) {
            List<String> batch = left.subList(0, Math.min(atOnce, left.size()));
            if (invalidate(batch)) {
                forgotten.addAll(batch);
                batch.clear();
            }
        }
        return forgotten;
    }

    private boolean invalidate(List<String> imageIds) {
        List<String> paths = imageIds.stream().map(Paths::allRenditions).toList();
        switch (cloudFront.invalidate(reference(imageIds), paths)) {
            case CloudFront.Answer.Accepted _ -> {
                atOnce = Math.min(MOST_AT_ONCE, atOnce * 2);
                pause = settings.pause();
                return true;
            }
            case CloudFront.Answer.Busy _ -> {
                // Others' invalidations are under way: a smaller one finds room sooner.
                atOnce = Math.max(1, atOnce / 2);
                wait("takes no more just now");
            }
            case CloudFront.Answer.Failed(String why) -> {
                log.warn("CloudFront did not invalidate {} deleted images: {}", imageIds.size(), why);
                wait("failed");
            }
        }
        return false;
    }

    private void wait(String why) {
        log.info("CloudFront {}: deleted images are invalidated in {} s", why, pause.toSeconds());
        notBefore = System.nanoTime() + pause.toNanos();
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(settings.longestPause()) < 0 ? longer : settings.longestPause();
    }

    /// The same for the same images: where only the answer was lost, CloudFront does not begin a second one.
    private static String reference(List<String> imageIds) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(String.join(",", imageIds).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
