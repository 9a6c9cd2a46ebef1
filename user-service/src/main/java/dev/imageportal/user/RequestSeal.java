package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.Claim;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps of a request and its answer only what is of use to somebody who sends the same request again. Requests hold
/// passwords and answers hold tokens: who reads the table learns neither, and must pay a [SlowHash] for each guess.
///
/// From the slow hash of the request, with a salt of its own, come both the fingerprint and the key that encrypts the
/// answer, so that neither is cheaper to guess than the other. What is kept reads
/// `iterations.salt.nonce.encrypted answer`, in Base64.
final class RequestSeal implements Claim.Mark {

    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String request;
    private final SlowHash slowHash;

    private record Keys(byte[] fingerprint, SecretKey answer) {}

    /// @param request all that makes it what it is
    RequestSeal(String request, SlowHash slowHash) {
        this.request = request;
        this.slowHash = slowHash;
    }

    @Override
    public Claim.Kept keep(String answer) {
        byte[] salt = random(SALT_BYTES);
        byte[] nonce = random(NONCE_BYTES);
        int iterations = slowHash.iterations();
        Keys keys = keys(salt, iterations);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys, nonce, answer.getBytes(UTF_8));
        return new Claim.Kept(HexFormat.of().formatHex(keys.fingerprint),
                String.join(".", Integer.toString(iterations), base64(salt), base64(nonce), base64(sealed)));
    }

    @Override
    public Optional<String> answerIn(Claim.Kept kept) {
        List<String> parts = List.of(kept.answer().split("\\.", -1));
        Keys keys = keys(bytes(parts.get(1)), Integer.parseInt(parts.getFirst()));
        if (!MessageDigest.isEqual(keys.fingerprint, HexFormat.of().parseHex(kept.fingerprint()))) {
            return Optional.empty();
        }
        byte[] answer = cipher(Cipher.DECRYPT_MODE, keys, bytes(parts.get(2)), bytes(parts.getLast()));
        return Optional.of(new String(answer, UTF_8));
    }

    private Keys keys(byte[] salt, int iterations) {
        var hash = new SecretKeySpec(slowHash.of(request, salt, iterations), "HKDF");
        return new Keys(expand(hash, "fingerprint"), new SecretKeySpec(expand(hash, "answer"), "AES"));
    }

    /// RFC 5869.
    private static byte[] expand(SecretKey hash, String use) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.expandOnly(hash, use.getBytes(UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] cipher(int mode, Keys keys, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.answer, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the kept answer is damaged", e);
        }
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
