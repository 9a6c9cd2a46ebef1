package dev.imageportal.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The way to a server that takes some bytes at a time and then rests.
final class SlowLine implements AutoCloseable {

    private static final int AT_ONCE = 100_000;

    private final ServerSocket door;
    private final URI server;
    private final long restNanos;
    private final long breaksAfter;

    /// @param bytesPerSecond from the client to the server
    /// @param breaksAfter    so many bytes nothing is taken any more, and nobody is told
    SlowLine(URI server, int bytesPerSecond, long breaksAfter) throws IOException {
        this.server = server;
        this.breaksAfter = breaksAfter;
        restNanos = TimeUnit.SECONDS.toNanos(1) * AT_ONCE / bytesPerSecond;
        door = new ServerSocket();
        door.setReceiveBufferSize(AT_ONCE);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket other = new Socket(server.getHost(), server.getPort());
                Thread.ofVirtual().start(() -> pass(client, other, true));
                Thread.ofVirtual().start(() -> pass(other, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean slowly) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[AT_ONCE];
            long passed = 0;
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                out.write(bytes, 0, count);
                passed += count;
                if (slowly) {
                    LockSupport.parkNanos(restNanos * count / AT_ONCE);
                    while (passed > breaksAfter && !door.isClosed()) {
                        LockSupport.parkNanos(restNanos);
                    }
                }
            }
        } catch (IOException e) {
            // either side has left
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
