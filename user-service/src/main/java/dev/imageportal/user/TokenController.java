package dev.imageportal.user;

import dev.imageportal.user.SessionCounts.Event;
import dev.imageportal.user.SessionCounts.Kind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tokens for API clients: for a password, or for a refresh token.
@RestController
@Tag(name = "Sessions")
class TokenController {

    private final LogIns logIns;
    private final SessionCounts sessions;

    @Schema(description = "username and password, or refreshToken", example = """
            {"username": "grace", "password": "Sunny-Day7"}""")
    record TokenRequest(@Nullable String username, @Nullable String password, @Nullable String refreshToken) {}

    /// @param expiresIn seconds for which the access token is good
    @Schema(name = "Tokens", requiredProperties = {"accessToken", "refreshToken", "tokenType", "expiresIn"})
    record TokenResponse(
            @Schema(description = "To be sent as Authorization: Bearer") String accessToken,
            @Schema(description = "Takes the place of the one that was sent") String refreshToken,
            @Schema(example = "Bearer") String tokenType,
            @Schema(description = "Seconds", example = "3600") long expiresIn) {}

    TokenController(LogIns logIns, SessionCounts sessions) {
        this.logIns = logIns;
        this.sessions = sessions;
    }

    @Operation(summary = "Get tokens for a password or for a refresh token", description = "For API clients; browsers open a session.")
    @ApiResponse(responseCode = "200", description = "The tokens")
    @ApiResponse(responseCode = "400", description = "Neither a user name with a password nor a refresh token")
    @ApiResponse(responseCode = "401", description = "The user name, the password or the refresh token is wrong")
    @ApiResponse(responseCode = "403", description = "The e-mail address is not confirmed yet (/problems/unconfirmed)")
    @PostMapping("/api/tokens")
    ResponseEntity<TokenResponse> tokens(@RequestBody TokenRequest request) {
        Tokens tokens = request.refreshToken == null
                ? logIn(request.username, request.password)
                : refresh(request);
        sessions.count(request.refreshToken == null ? Event.BEGUN : Event.REFRESHED, Kind.TOKEN);
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
