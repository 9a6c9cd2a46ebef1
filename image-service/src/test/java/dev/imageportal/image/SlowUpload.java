package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/// An upload that has sent half of its body, and waits.
final class SlowUpload implements AutoCloseable {

    private final Socket socket;
    private final byte[] rest;

    /// @param headers each with its line end
    SlowUpload(int port, String token, String headers, Multipart form) throws IOException {
        byte[] body = form.body();
        rest = Arrays.copyOfRange(body, body.length / 2, body.length);
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        write("""
                POST /api/images HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Authorization: Bearer %s\r
                Content-Type: %s\r
                Content-Length: %d\r
                %s\r
                """.formatted(token, form.contentType(), body.length, headers).getBytes(ISO_8859_1));
        write(Arrays.copyOf(body, body.length / 2));
    }

    /// @return the whole answer, head and body
    String finish() throws IOException {
        write(rest);
        return answer();
    }

    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
