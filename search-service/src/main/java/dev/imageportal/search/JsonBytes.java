package dev.imageportal.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/// JSON that is put together of pieces, in UTF-8.
final class JsonBytes {

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final ByteArrayOutputStream bytes;

    /// @param size as many bytes as are expected
    JsonBytes(int size) {
        bytes = new ByteArrayOutputStream(size);
    }

    /// @param end excluded
    JsonBytes append(byte[] json, int start, int end) {
        bytes.write(json, start, end - start);
        return this;
    }

    JsonBytes append(String json) {
        bytes.writeBytes(json.getBytes(UTF_8));
        return this;
    }

    /// Appends a string value, or `null`.
    JsonBytes quote(@Nullable String value) {
        if (value == null) {
            return append("null");
        }
        bytes.write('"');
        bytes.writeBytes(ENCODER.quoteAsUTF8(value));
        bytes.write('"');
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
