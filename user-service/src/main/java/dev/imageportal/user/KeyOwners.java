package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// In whose name the key of a request is used, as it stands in the table: at most 64 characters of ASCII.
///
/// Whoever is signed in has keys of their own. Requests by nobody in particular count for the account that they name, in
/// a name space beside it, so that nobody can take or use up the keys of an account without being its owner.
@Component
class KeyOwners {

    /// No user name begins like this.
    private static final String NOT_SIGNED_IN = "~";
    private static final PathPattern OF_A_USER = PathPatternParser.defaultInstance.parse("/api/users/{username}/**");

    private final JsonMapper json;

    KeyOwners(JsonMapper json) {
        this.json = json;
    }

    /// All owners that stand for an account.
    static List<String> of(Username username) {
        return List.of(username.value(), NOT_SIGNED_IN + username);
    }

    String of(ReadRequest request) {
        Principal caller = request.getUserPrincipal();
        Optional<Username> signedIn = caller == null ? Optional.empty() : Username.parse(caller.getName());
        if (signedIn.isPresent()) {
            return signedIn.get().value();
        }
        PathPattern.PathMatchInfo path = OF_A_USER.matchAndExtract(PathContainer.parsePath(request.getRequestURI()));
        return NOT_SIGNED_IN + (path == null
                ? ownerIn(request.body())
                : nameOrNothing(path.getUriVariables().get("username")));
    }

    private String ownerIn(byte[] body) {
        JsonNode fields = parsed(body);
        Optional<String> refreshToken = fields.path("refreshToken").asStringOpt();
        return refreshToken.isPresent()
                ? hash(refreshToken.get())
                : nameOrNothing(fields.path("username").asString(""));
    }

    private static String nameOrNothing(@Nullable String username) {
        return Username.parse(username).map(Username::value).orElse("");
    }

    /// Longer than any user name. A refresh token is random enough that nobody finds it from its hash.
    private static String hash(String refreshToken) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(refreshToken.getBytes(UTF_8)));
    }

    private JsonNode parsed(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
