package dev.imageportal.chaos;

import java.time.Duration;
import java.util.List;

/// People who go on as usual while others are a nuisance, and must not feel it.
record Others(Trial trial, List<Person> people) {

    private static final int COUNT = 6;
    private static final int UPLOADERS = 1;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final Duration PROMPT = Duration.ofMillis(500);
    private static final double SHARE = 0.99;

    static Others of(Trial trial) {
        return new Others(trial, trial.scene().people(COUNT));
    }

    /// Lets them go on until the nuisance ends, and judges how quickly they were served.
    void during(Runnable nuisance) {
        try (Load load = Load.begin(trial, people, UPLOADERS, PAUSE)) {
            nuisance.run();
        }
        long slowest = trial.tally().percentile(SHARE);
        trial.note("p99 " + slowest + " ms");
        if (trial.scene().options().timed() && slowest >= PROMPT.toMillis()) {
            trial.broke("p99 of the others' answers is " + slowest + " ms, not below " + PROMPT.toMillis() + " ms");
        }
        if (trial.tally().failed() + trial.tally().refused() > 0) {
            trial.broke(trial.tally().failed() + " requests of others failed and " + trial.tally().refused()
                    + " were refused");
        }
    }
}
