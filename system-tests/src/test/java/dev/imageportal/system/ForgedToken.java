package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A token made of a real one: changed, signed anew.
final class ForgedToken {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final ObjectNode header;
    private final ObjectNode claims;

    ForgedToken(String real) {
        String[] parts = real.split("\\.", -1);
        header = part(parts[0]);
        claims = part(parts[1]);
    }

    String claim(String claim) {
        return claims.get(claim).asString();
    }

    ForgedToken with(String claim, String value) {
        claims.put(claim, value);
        return this;
    }

    ForgedToken with(String claim, long value) {
        claims.put(claim, value);
        return this;
    }

    ForgedToken without(String claim) {
        claims.remove(claim);
        return this;
    }

    /// By a key of the forger's, under the name of the pool's key.
    String signedByAStranger() {
        try {
            return signed(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// By the key of the local accounts, which is part of their package: as the pool itself would sign it.
    String signedByThePool() {
        Path file = Path.of(System.getProperty("portal.home", ".."),
                "local/accounts/node_modules/cognito-local/lib/keys/cognitoLocal.private.json");
        JsonNode jwk = JSON.readTree(file).get("jwk");
        try {
            return signed(KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(number(jwk, "n"), number(jwk, "d"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `alg: none`, as [RFC 7519](https://www.rfc-editor.org/rfc/rfc7519#section-6) has it for unsecured tokens.
    String unsigned() {
        return encode(JSON.valueToTree(Map.of("alg", "none"))) + "." + encode(claims) + ".";
    }

    private String signed(PrivateKey key) throws GeneralSecurityException {
        String content = encode(header) + "." + encode(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(content.getBytes(UTF_8));
        return content + "." + ENCODER.encodeToString(signature.sign());
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, DECODER.decode(jwk.get(name).asString()));
    }

    private static ObjectNode part(String encoded) {
        return (ObjectNode) JSON.readTree(DECODER.decode(encoded));
    }

    private static String encode(JsonNode part) {
        return ENCODER.encodeToString(JSON.writeValueAsBytes(part));
    }
}
