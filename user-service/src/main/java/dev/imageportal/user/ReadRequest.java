package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import org.springframework.http.HttpStatus;

/// A request whose body was read into memory.
final class ReadRequest extends HttpServletRequestWrapper {

    /// As much as any JSON that this service reads, and as the gateway lets through.
    private static final int MAX_BYTES = 64 * 1024;

    private final byte[] body;

    /// @throws ProblemException `413` when the body is too large, `400` when it breaks off
    ReadRequest(HttpServletRequest request) {
        super(request);
        try {
            body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw ProblemException.badRequest("malformed-body", "The body could not be read to its end.");
        }
        if (body.length > MAX_BYTES) {
            throw ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large",
                    "The request's body is larger than 64 KB; send less.");
        }
    }

    /// Not to be changed.
    byte[] body() {
        return body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Body(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), UTF_8));
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("this request is not read asynchronously");
        }
    }
}
