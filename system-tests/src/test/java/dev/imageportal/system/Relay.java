package dev.imageportal.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A network between a browser and the portal that fails when it is told to: it loses answers, or goes away midway.
final class Relay implements AutoCloseable {

    private static final String UPLOAD = "POST /api/images ";
    /// So much of an upload passes before it is held.
    private static final int HELD_AFTER = 64 * 1024;
    /// A browser that saw the beginning of an answer does not repeat the request by itself.
    private static final int BEGINNING = 12;

    private final ServerSocket server;
    private final URI portal;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean holding;
    private volatile boolean away;

    Relay(URI portal) {
        this.portal = portal;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    /// The next answers to uploads get lost, when the portal has stored the pictures.
    void loseAnswers(int count) {
        toLose.set(count);
    }

    int lost() {
        return lost.get();
    }

    /// Uploads come to a standstill.
    void holdUploads() {
        holding = true;
    }

    /// No line is left, and there are no new ones.
    void goAway() {
        away = true;
        open.forEach(Relay::close);
    }

    void comeBack() {
        holding = false;
        away = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket browser = server.accept();
                if (away) {
                    browser.close();
                } else {
                    connect(browser);
                }
            } catch (IOException e) {
                // Closed, or the portal is away: the browser sees a dead line.
            }
        }
    }

    private void connect(Socket browser) throws IOException {
        Line line = new Line(browser, new Socket(portal.getHost(), portal.getPort()));
        open.add(browser);
        Thread.ofVirtual().start(line::toPortal);
        Thread.ofVirtual().start(line::toBrowser);
    }

    private final class Line {

        private final Socket browser;
        private final Socket gateway;
        private volatile boolean uploading;
        private int uploaded;

        Line(Socket browser, Socket gateway) {
            this.browser = browser;
            this.gateway = gateway;
        }

        void toPortal() {
            carry(browser, gateway, (bytes, count) -> {
                if (new String(bytes, 0, count, StandardCharsets.ISO_8859_1).startsWith(UPLOAD)) {
                    uploading = true;
                }
                uploaded += uploading ? count : 0;
                while (uploaded > HELD_AFTER && holding && !browser.isClosed()) {
                    LockSupport.parkNanos(10_000_000);
                }
                return count;
            });
        }

        void toBrowser() {
            carry(gateway, browser, (_, count) -> {
                if (!uploading || toLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                    return count;
                }
                lost.incrementAndGet();
                return BEGINNING;
            });
        }

        private void carry(Socket from, Socket to, Gate gate) {
            try (from; to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[16 * 1024];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    int passing = gate.pass(buffer, read);
                    out.write(buffer, 0, passing);
                    if (passing < read) {
                        return;
                    }
                }
            } catch (IOException e) {
                // The other end is gone: so is this one.
            } finally {
                open.remove(browser);
            }
        }
    }

    private interface Gate {

        /// How many bytes pass; when not all, the line breaks behind them.
        int pass(byte[] bytes, int count);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        goAway();
    }
}
