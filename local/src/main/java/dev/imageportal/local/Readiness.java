package dev.imageportal.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Waits for a process to answer.
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int CONNECT_MILLISECONDS = 1_000;
    private static final int TAIL = 15;

    private Readiness() {}

    /// Asks a process once; throws while it does not answer.
    interface Probe {

        void ask() throws Exception;
    }

    /// @throws LocalException with the end of the log, when the process ended or did not answer in time
    static void await(ChildProcess process, Duration limit, DataFolder data, int port, Probe probe)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        @Nullable
        Exception last = null;
        while (System.nanoTime() < deadline) {
            if (!process.alive()) {
                throw failed(process, "ended right after its start", data, last);
            }
            try {
                listening(port);
                probe.ask();
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
                Thread.sleep(PAUSE);
            }
        }
        throw failed(process, "does not answer after " + limit.toSeconds() + " s", data, last);
    }

    /// A cheap question first: clients are slow to make and to fail.
    private static void listening(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLISECONDS);
        }
    }

    private static LocalException failed(ChildProcess process, String how, DataFolder data, @Nullable Exception last) {
        LogFile log = data.log(process.part());
        return new LocalException(
                process.part() + " " + how + "; the end of " + log.file() + ":\n" + log.tail(TAIL).indent(4), last);
    }
}
