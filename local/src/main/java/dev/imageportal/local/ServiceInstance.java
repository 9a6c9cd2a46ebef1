package dev.imageportal.local;

import java.time.Duration;

/// One more instance of a service, which runs beside the portal's own.
public final class ServiceInstance {

    private static final Duration DRAINED = Duration.ofSeconds(30);

    private final ChildProcess process;
    private final DataFolder data;

    ServiceInstance(ChildProcess process, DataFolder data) {
        this.process = process;
        this.data = data;
    }

    /// Its name in messages and of its log.
    public String part() {
        return process.part();
    }

    /// Stops it as an operator would: it finishes what it has begun.
    public void stop() {
        stop(DRAINED);
    }

    void stop(Duration grace) {
        process.stop(grace);
        PidFile.of(data, part()).delete();
    }

    /// Ends it by SIGKILL, as a crash would.
    public void kill() {
        process.kill();
    }
}
