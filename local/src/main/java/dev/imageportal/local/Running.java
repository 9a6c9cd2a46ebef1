package dev.imageportal.local;

import java.time.Duration;

/// A server or a service while it runs: a process of this machine, or a container on it.
interface Running {

    /// The name in messages and of the log.
    String part();

    boolean alive();

    /// Asks it to end, and ends it by force when it has not after the grace.
    void stop(Duration grace);

    /// Ends it by SIGKILL.
    void kill();

    /// Stops it in its tracks: its connections stay open, and nobody answers.
    void suspend();

    /// Lets it go on where it was.
    void resume();
}
