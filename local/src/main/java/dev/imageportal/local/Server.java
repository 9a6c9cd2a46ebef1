package dev.imageportal.local;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// How one component is made ready, started, asked whether it answers, and stopped.
interface Server {

    /// Makes what it needs before it starts, when that is absent.
    ///
    /// @param owner told of a process that this takes
    void prepare(Consumer<Running> owner) throws IOException, InterruptedException;

    /// Starts it over the data that it had.
    ///
    /// @param owner told of what runs before anything else can happen to it
    Running launch(Consumer<Running> owner) throws IOException;

    /// One real round trip as a client; makes what is absent.
    ///
    /// @throws Exception while the component does not answer yet
    void probe() throws Exception;

    /// How long it may take to end once asked.
    Duration grace();
}
