package dev.imageportal.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One connection that speaks just enough HTTP/1.1 to ask and to count what comes back, so that a driver on the same
/// processors as what it drives takes little of them.
final class HttpConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final Duration ANSWER = Duration.ofMinutes(3);

    private final InetSocketAddress server;
    private final byte[] buffer = new byte[BUFFER];
    private @Nullable Socket socket;
    private int start;
    private int end;

    /// @param bytes of the body
    record Answer(int status, long bytes) {}

    HttpConnection(InetSocketAddress server) {
        this.server = server;
    }

    /// A GET with its headers, as it goes over the wire.
    static byte[] request(InetSocketAddress server, String path, String... headers) {
        StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.getPort()
                + "\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    /// Asks, and reads the answer to its end. A kept connection that the server has closed meanwhile is made anew.
    Answer ask(byte[] request) throws IOException {
        boolean kept = socket != null;
        try {
            return askOnce(request);
        } catch (IOException e) {
            close();
            if (!kept) {
                throw e;
            }
            return askOnce(request);
        }
    }

    private Answer askOnce(byte[] request) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout((int) ANSWER.toMillis());
            open.connect(server, (int) ANSWER.toMillis());
            socket = open;
            start = 0;
            end = 0;
        }
        open.getOutputStream().write(request);
        InputStream in = open.getInputStream();
        Head head = head(in);
        long bytes = head.chunked ? chunks(in) : head.length < 0 ? toEnd(in) : skip(in, head.length);
        if (head.closes || (!head.chunked && head.length < 0)) {
            close();
        }
        return new Answer(head.status, bytes);
    }

    private record Head(int status, long length, boolean chunked, boolean closes) {}

    private Head head(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.") || status.length() < 12) {
            throw new IOException("no HTTP: " + status);
        }
        long length = -1;
        boolean chunked = false;
        boolean closes = status.startsWith("HTTP/1.0");
        String line = line(in);
        while (!line.isEmpty()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            } else if (line.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                chunked = true;
            } else if (line.regionMatches(true, 0, "connection:", 0, 11)) {
                closes = line.substring(11).strip().equalsIgnoreCase("close");
            }
            line = line(in);
        }
        int code = Integer.parseInt(status.substring(9, 12));
        return new Head(code, code == 304 || code == 204 ? 0 : length, chunked, closes);
    }

    private long chunks(InputStream in) throws IOException {
        long bytes = 0;
        while (true) {
            String size = line(in);
            int extension = size.indexOf(';');
            long length = Long.parseLong(extension < 0 ? size : size.substring(0, extension), 16);
            bytes += skip(in, length);
            line(in);
            if (length == 0) {
                return bytes;
            }
        }
    }

    @SuppressWarnings("deprecation") // the one constructor that makes a string of Latin bytes without decoding
    private String line(InputStream in) throws IOException {
        int from = start;
        while (true) {
            while (from < end) {
                if (buffer[from] == '\n') {
                    int length = from - start - (from > start && buffer[from - 1] == '\r' ? 1 : 0);
                    String line = new String(buffer, 0, start, length);
                    start = from + 1;
                    return line;
                }
                from++;
            }
            int scanned = from - start;
            fill(in);
            from = start + scanned;
        }
    }

    private long skip(InputStream in, long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (start == end) {
                start = 0;
                end = 0;
                fill(in);
            }
            int some = (int) Math.min(left, end - start);
            start += some;
            left -= some;
        }
        return length;
    }

    private long toEnd(InputStream in) throws IOException {
        long bytes = end - start;
        int some = in.read(buffer);
        while (some >= 0) {
            bytes += some;
            some = in.read(buffer);
        }
        return bytes;
    }

    private void fill(InputStream in) throws IOException {
        if (end == buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int some = in.read(buffer, end, buffer.length - end);
        if (some < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += some;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
