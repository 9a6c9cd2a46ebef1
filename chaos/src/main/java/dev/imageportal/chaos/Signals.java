package dev.imageportal.chaos;

import dev.imageportal.local.RunningPortal;

/// What a system does to processes, be they components or services.
final class Signals {

    private Signals() {}

    /// Ends a part's process as a crash would.
    static void kill(RunningPortal portal, String part) {
        portal.process(part)
                .orElseThrow(() -> new ChaosException(part + " has no process"))
                .destroyForcibly();
    }
}
