package dev.imageportal.chaos;

import dev.imageportal.local.RunningPortal;

/// What a system does to processes.
final class Signals {

    private Signals() {}

    /// Stops a part's process in its tracks: its connections stay open and nobody answers.
    static void suspend(RunningPortal portal, String part) {
        send("-STOP", process(portal, part));
    }

    static void resume(RunningPortal portal, String part) {
        send("-CONT", process(portal, part));
    }

    /// Ends a part's process as a crash would.
    static void kill(RunningPortal portal, String part) {
        process(portal, part).destroyForcibly();
    }

    private static ProcessHandle process(RunningPortal portal, String part) {
        return portal.process(part).orElseThrow(() -> new ChaosException(part + " has no process"));
    }

    private static void send(String signal, ProcessHandle process) {
        if (!Programs.succeeds("kill", signal, Long.toString(process.pid()))) {
            throw new ChaosException("kill " + signal + " " + process.pid() + " failed");
        }
    }
}
