package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.Claim;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells whether two requests are the same.
///
/// @param value SHA-256, hexadecimal
record Fingerprint(String value) implements Claim.Mark {

    /// @param parts all that makes the request what it is; null is not the same as empty
    static Fingerprint of(@Nullable String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] text = part == null ? new byte[0] : part.getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part == null ? -1 : text.length));
            digest.update(text);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public Claim.Kept keep(String answer) {
        return new Claim.Kept(value, answer);
    }

    @Override
    public Optional<String> answerIn(Claim.Kept kept) {
        return value.equals(kept.fingerprint()) ? Optional.of(kept.answer()) : Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
