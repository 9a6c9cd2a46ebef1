package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/// An image's JSON as it is stored: all that its event carried, ready to be sent but for `displayName`.
///
/// @param bytes  begin with the id and the user name
/// @param splice where `displayName` belongs: right after the user name
record ImageJson(byte[] bytes, int splice) {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final byte[] BEFORE_ID = "{\"id\":\"".getBytes(UTF_8);
    private static final byte[] BEFORE_NAME = "\",\"username\":".getBytes(UTF_8);
    private static final int NAME = BEFORE_ID.length + 36 + BEFORE_NAME.length;
    private static final byte[] DISPLAY_NAME = ",\"displayName\":".getBytes(UTF_8);

    static ImageJson of(PublishedImage image) {
        byte[] bytes = ImageEventJson.writeImage(image);
        return new ImageJson(bytes, endOfName(bytes));
    }

    /// Writes the image as the contract shows it.
    void writeTo(ByteArrayOutputStream out, String displayName) {
        out.write(bytes, 0, splice);
        out.writeBytes(DISPLAY_NAME);
        out.writeBytes(MAPPER.writeValueAsBytes(displayName));
        out.write(bytes, splice, bytes.length - splice);
    }

    /// About as long as it is written.
    int length() {
        return bytes.length + 2 * DISPLAY_NAME.length;
    }

    private static int endOfName(byte[] bytes) {
        boolean asExpected = Arrays.mismatch(bytes, BEFORE_ID) == BEFORE_ID.length
                && Arrays.equals(bytes, NAME - BEFORE_NAME.length, NAME, BEFORE_NAME, 0, BEFORE_NAME.length);
        if (!asExpected) {
            throw new IllegalStateException("an image's JSON no longer begins with its id and user name");
        }
        int at = NAME + 1;
        while (bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
