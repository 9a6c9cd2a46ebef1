package dev.imageportal.user;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tokens for API clients: for a password, or for a refresh token.
@RestController
class TokenController {

    private final LogIns logIns;

    record TokenRequest(@Nullable String username, @Nullable String password, @Nullable String refreshToken) {}

    /// @param expiresIn seconds for which the access token is good
    record TokenResponse(String accessToken, String refreshToken, String tokenType, long expiresIn) {}

    TokenController(LogIns logIns) {
        this.logIns = logIns;
    }

    @PostMapping("/api/tokens")
    ResponseEntity<TokenResponse> tokens(@RequestBody TokenRequest request) {
        Tokens tokens = request.refreshToken == null
                ? logIn(request.username, request.password)
                : refresh(request);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new TokenResponse(tokens.accessToken(), tokens.refreshToken(), "Bearer", tokens.expiresIn()));
    }

    private Tokens logIn(@Nullable String username, @Nullable String password) {
        FieldErrors errors = new FieldErrors();
        if (username == null) {
            errors.add("username", "required", "username and password, or refreshToken, are required");
        }
        if (password == null) {
            errors.add("password", "required", "username and password, or refreshToken, are required");
        }
        errors.throwIfAny();
        return logIns.logIn(String.valueOf(username), String.valueOf(password)).tokens();
    }

    private Tokens refresh(TokenRequest request) {
        if (request.username != null || request.password != null) {
            FieldErrors errors = new FieldErrors();
            errors.add("refreshToken", "exclusive", "send either username and password or refreshToken, not both");
            errors.throwIfAny();
        }
        return logIns.refresh(String.valueOf(request.refreshToken));
    }
}
