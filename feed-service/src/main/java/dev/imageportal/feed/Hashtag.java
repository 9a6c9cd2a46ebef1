package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/// A hashtag as lists are kept by it: NFKC, lower-case, without `#`.
///
/// @param key at most 255 bytes of UTF-8, as the database's index takes them. A longer tag, which a caption can hold,
///            is known by its digest; the `#` before it keeps it apart from tags that people write.
record Hashtag(String key) {

    private static final int MAX_BYTES = 255;

    /// @param written in any form and case, with or without `#`
    static Hashtag of(String written) {
        // Lower-casing can leave a form that is not normal any more.
        String normal = normalize(normalize(written).toLowerCase(Locale.ROOT));
        String tag = normal.startsWith("#") ? normal.substring(1) : normal;
        byte[] bytes = tag.getBytes(UTF_8);
        return new Hashtag(bytes.length <= MAX_BYTES ? tag : "#" + digest(bytes));
    }

    byte[] bytes() {
        return key.getBytes(UTF_8);
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
