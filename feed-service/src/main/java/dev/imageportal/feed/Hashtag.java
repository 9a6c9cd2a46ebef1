package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.HashtagForm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A hashtag as lists are kept by it, in its [HashtagForm].
///
/// @param key at most 255 bytes of UTF-8, as the database's index takes them. A longer tag, which a caption can hold,
///            is known by its digest; the `#` before it keeps it apart from tags that people write.
record Hashtag(String key) {

    private static final int MAX_BYTES = 255;

    /// @param written in any form and case, with or without `#`
    static Hashtag of(String written) {
        String tag = HashtagForm.of(written);
        byte[] bytes = tag.getBytes(UTF_8);
        return new Hashtag(bytes.length <= MAX_BYTES ? tag : "#" + digest(bytes));
    }

    byte[] bytes() {
        return key.getBytes(UTF_8);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
