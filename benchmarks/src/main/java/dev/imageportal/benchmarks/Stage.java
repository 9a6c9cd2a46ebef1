package dev.imageportal.benchmarks;

import dev.imageportal.local.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the scenarios of one run share.
///
/// @param baseline what the portal is compared with, if anything
/// @param token    of a user of the portal
/// @param home     the working copy
/// @param folder   where other data may lie while the run lasts
record Stage(
        BenchedPortal portal,
        @Nullable Baseline baseline,
        String token,
        Photos photos,
        boolean quick,
        Path home,
        Path folder,
        Console console) {

    /// A token as the baseline wants it: it checks nothing.
    static final String BASELINE_TOKEN = "alice";

    int rounds() {
        return quick ? 1 : 3;
    }

    /// How often each figure was taken, as the reports say it.
    String medians() {
        return quick ? "one round" : "medians of " + rounds() + " rounds";
    }

    Duration warmUp() {
        return Duration.ofSeconds(quick ? 1 : 4);
    }

    /// Until Java has compiled what answers: on a busy machine that takes longer than a warm-up.
    void heat(ClosedLoop load) throws InterruptedException {
        load.heat(quick ? 5_000 : 20_000, Duration.ofSeconds(quick ? 10 : 40));
    }

    /// The same for uploads, with pictures that cost little but what Java does for any of them. Some 14 come in a second
    /// at first.
    void heatUploads() throws IOException, InterruptedException {
        int count = quick ? 50 : 1_200;
        say("heat: " + count + " small uploads",
                UploadLoad.closed(portal.url(), token, List.of(Photos.small()), 8, count).run(portal::meter));
    }

    Duration time() {
        return Duration.ofSeconds(quick ? 3 : 8);
    }

    void say(String text) {
        console.line("  " + text);
    }

    void say(String what, Round round) {
        Usage usage = round.usage();
        say(String.format(Locale.ROOT,
                "%-46s %8s/s  p50 %7s ms  p99 %7s ms  %s processor ms each  driver %.0f %%  elsewhere %.0f %%%s", what,
                Target.number(round.perSecond()), Target.number(round.p50()), Target.number(round.p99()),
                Target.number(1000 * round.processorEach()), 100 * usage.driver() / round.seconds(),
                100 * usage.elsewhere() / (round.seconds() + usage.drained()),
                round.failed() > 0 ? "  FAILED " + round.failed() : ""));
    }
}
