package dev.imageportal.local;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// How one component is made ready, started, asked whether it answers, and stopped.
interface Server {

    /// Makes what the process needs before it starts, when that is absent.
    ///
    /// @param owner told of a process that this takes
    void prepare(Consumer<ChildProcess> owner) throws IOException, InterruptedException;

    ChildProcess.Command command() throws IOException;

    /// One real round trip as a client; makes what is absent.
    ///
    /// @throws Exception while the component does not answer yet
    void probe() throws Exception;

    /// How long the process may take to end once asked.
    Duration grace();
}
