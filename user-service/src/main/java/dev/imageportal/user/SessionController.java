package dev.imageportal.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who is signed in. Signing in and out with cookies is the gateway's.
@RestController
class SessionController {

    private final OwnProfiles profiles;

    /// @param expiresAt of the access token
    record SessionResponse(String username, String displayName, Instant expiresAt) {}

    SessionController(OwnProfiles profiles) {
        this.profiles = profiles;
    }

    @GetMapping("/api/session")
    ResponseEntity<SessionResponse> session(@Nullable JwtAuthenticationToken token) {
        Caller caller = Caller.of(token);
        Profile profile = profiles.of(caller);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new SessionResponse(profile.username(), profile.displayName(), caller.expiresAt()));
    }
}
