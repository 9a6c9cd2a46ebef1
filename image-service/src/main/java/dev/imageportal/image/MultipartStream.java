package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/// A `multipart/form-data` body ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)), read once from front to end.
///
/// Pictures are long and their delimiter is too: it is looked for in leaps of its own length (Horspool, "Practical fast
/// searching in strings", 1980), so that most bytes are copied and never looked at.
final class MultipartStream {

    private static final int MAX_HEADER_BYTES = 4096;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] leaps = new int[256];
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long left;
    private int position;
    private int limit;
    /// Up to here the buffer is known to hold content.
    private int contentEnd;
    /// Whether the delimiter stands where the content ends.
    private boolean delimited;

    /// The message is for whoever sent it.
    static final class MalformedException extends IOException {

        private final String detail;

        MalformedException(String detail) {
            super(detail);
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    static final class TooLongException extends IOException {}

    /// @param name     of the form's field; null when the part has none
    /// @param fileName as the client says it
    /// @param content  up to the next part; of no use once that was asked for
    record Part(@Nullable String name, @Nullable String fileName, InputStream content) {}

    /// @param boundary as the content type names it, at most 70 characters (RFC 2046)
    /// @param maxBytes of the whole body
    MultipartStream(InputStream in, String boundary, long maxBytes) {
        this.in = in;
        left = maxBytes;
        delimiter = ("\r\n--" + boundary).getBytes(UTF_8);
        int last = delimiter.length - 1;
        Arrays.fill(leaps, delimiter.length);
        for (int i = 0; i < last; i++) {
            leaps[delimiter[i] & 0xff] = last - i;
        }
        // the first delimiter may begin the body, without a line end before it
        System.arraycopy(LINE_END, 0, buffer, 0, LINE_END.length);
        limit = LINE_END.length;
    }

    /// Goes past what is left of the part before.
    ///
    /// @return null behind the last one
    @Nullable
    Part next() throws IOException {
        while (content() > 0) {
            position = contentEnd;
        }
        position += delimiter.length;
        require(LINE_END.length);
        if (buffer[position] == '-' && buffer[position + 1] == '-') {
            position = contentEnd;
            return null;
        }
        if (!startsWith(position, LINE_END)) {
            throw new MalformedException("Something other than a line's end follows a boundary.");
        }
        ContentDisposition disposition = disposition(headers());
        contentEnd = position;
        delimited = false;
        return new Part(disposition.getName(), disposition.getFilename(), new Content());
    }

    /// The lines between the delimiter's and the blank one.
    private String headers() throws IOException {
        for (int length = 0; length <= MAX_HEADER_BYTES; length++) {
            require(length + BLANK_LINE.length);
            if (startsWith(position + length, BLANK_LINE)) {
                String headers = new String(buffer, position, length, UTF_8);
                position += length + BLANK_LINE.length;
                return headers;
            }
        }
        throw new MalformedException("A part's headers are longer than " + MAX_HEADER_BYTES + " bytes.");
    }

    private static ContentDisposition disposition(String headers) throws MalformedException {
        // a line that begins with a blank goes on with the one before
        for (String line : headers.replaceAll("\r\n[ \t]+", " ").split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase("Content-Disposition")) {
                try {
                    return ContentDisposition.parse(line.substring(colon + 1).strip());
                } catch (RuntimeException e) {
                    throw new MalformedException("A part's Content-Disposition can't be read.");
                }
            }
        }
        return ContentDisposition.formData().build();
    }

    /// Bytes of content that lie in the buffer; none at its end.
    private int content() throws IOException {
        while (position == contentEnd && !delimited) {
            int found = indexOfDelimiter();
            delimited = found >= 0;
            // what is shorter than a delimiter may be the beginning of one
            contentEnd = delimited ? found : Math.max(position, limit - delimiter.length + 1);
            if (position == contentEnd && !delimited) {
                fill();
            }
        }
        return contentEnd - position;
    }

    private int indexOfDelimiter() {
        int last = delimiter.length - 1;
        for (int at = position + last; at < limit; at += leaps[buffer[at] & 0xff]) {
            if (buffer[at] == delimiter[last] && startsWith(at - last, delimiter)) {
                return at - last;
            }
        }
        return -1;
    }

    private boolean startsWith(int from, byte[] bytes) {
        return from + bytes.length <= limit
                && Arrays.equals(buffer, from, from + bytes.length, bytes, 0, bytes.length);
    }

    private void require(int bytes) throws IOException {
        while (limit - position < bytes) {
            fill();
        }
    }

    private void fill() throws IOException {
        int kept = limit - position;
        System.arraycopy(buffer, position, buffer, 0, kept);
        contentEnd -= position;
        position = 0;
        limit = kept;
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            throw new EOFException("the body ends before its last boundary");
        }
        left -= read;
        if (left < 0) {
            throw new TooLongException();
        }
        limit += read;
    }

    private final class Content extends InputStream {

        @Override
        public int read() throws IOException {
            return content() == 0 ? -1 : buffer[position++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = Math.min(length, content());
            if (count == 0) {
                return -1;
            }
            System.arraycopy(buffer, position, target, offset, count);
            position += count;
            return count;
        }
    }
}
