package dev.imageportal.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Waits for a server or a service to answer.
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int CONNECT_MILLISECONDS = 1_000;
    private static final int TAIL = 15;

    private Readiness() {}

    /// Asks once; throws while there is no answer.
    interface Probe {

        void ask() throws Exception;
    }

    /// @throws LocalException with the end of the log, when it ended or did not answer in time
    static void await(Running running, Duration limit, DataFolder data, int port, Probe probe)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        @Nullable
        Exception last = null;
        while (System.nanoTime() < deadline) {
            if (!running.alive()) {
                throw failed(running, "ended right after its start", data, last);
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
        throw failed(running, "does not answer after " + limit.toSeconds() + " s", data, last);
    }

    /// A cheap question first: clients are slow to make and to fail.
    private static void listening(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLISECONDS);
        }
    }

    private static LocalException failed(Running running, String how, DataFolder data, @Nullable Exception last) {
        LogFile log = data.log(running.part());
        return new LocalException(
                running.part() + " " + how + "; the end of " + log.file() + ":\n" + log.tail(TAIL).indent(4), last);
    }
}
