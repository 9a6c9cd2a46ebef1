package dev.imageportal.user;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who is signed in. Signing in and out with cookies is the gateway's.
@RestController
@Tag(name = "Sessions")
class SessionController {

    private final OwnProfiles profiles;

    /// @param expiresAt of the access token
    @Schema(name = "Session", requiredProperties = {"username", "displayName", "expiresAt"}, example = """
            {"username": "grace", "displayName": "Grace", "expiresAt": "2026-11-23T08:39:42Z"}""")
    record SessionResponse(String username, String displayName, Instant expiresAt) {}

    SessionController(OwnProfiles profiles) {
        this.profiles = profiles;
    }

    @Operation(summary = "Who is signed in")
    @ApiResponse(responseCode = "200", description = "The session")
    @ApiResponse(responseCode = "401", description = "Nobody is")
    @GetMapping("/api/session")
    ResponseEntity<SessionResponse> session(@Nullable JwtAuthenticationToken token) {
        Caller caller = Caller.of(token);
        Profile profile = profiles.of(caller);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new SessionResponse(profile.username(), profile.displayName(), caller.expiresAt()));
    }
}
