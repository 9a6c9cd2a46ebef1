package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tokens that look like a real one, but are not the user pool's.
final class ForgedToken {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final ObjectNode header;
    private final ObjectNode claims;
    private final KeyPair key;

    ForgedToken(String real) {
        String[] parts = real.split("\\.", -1);
        header = part(parts[0]);
        claims = part(parts[1]);
        try {
            key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    ForgedToken with(String claim, Object value) {
        claims.putPOJO(claim, value);
        return this;
    }

    /// Signed by a key of the forger's, under the name of the pool's key.
    String signed() {
        String content = encode(header) + "." + encode(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return content + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `alg: none`, as RFC 7519 has it for unsecured tokens.
    String unsigned() {
        return encode(JSON.valueToTree(Map.of("alg", "none"))) + "." + encode(claims) + ".";
    }

    private static ObjectNode part(String encoded) {
        return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(encoded));
    }

    private static String encode(ObjectNode part) {
        return ENCODER.encodeToString(JSON.writeValueAsBytes(part));
    }
}
