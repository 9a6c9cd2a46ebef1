package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.user.SessionCounts.Event;
import dev.imageportal.user.SessionCounts.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sessions for the gateway, which keeps their tokens in the browser's cookies. Problems are those that the browser
/// gets.
@RestController
@RequestMapping("/internal/sessions")
class InternalSessionController {

    private final LogIns logIns;
    private final SessionCounts sessions;
    private final CognitoSettings settings;
    private final InstantSource clock;

    record LogInRequest(@Nullable String username, @Nullable String password) {}

    /// @param username whose session it was; a refresh token alone does not say it
    record RefreshRequest(@Nullable String username, @Nullable String refreshToken) {}

    record RevocationRequest(@Nullable String refreshToken) {}

    /// @param expiresAt        of the access token
    /// @param refreshToken     takes the place of the one that was sent, if any
    /// @param refreshExpiresAt after this the refresh token is of no use; it may end earlier
    record SessionTokens(String username, String displayName, Instant expiresAt, String accessToken,
            String refreshToken, Instant refreshExpiresAt) {}

    InternalSessionController(LogIns logIns, SessionCounts sessions, CognitoSettings settings, InstantSource clock) {
        this.logIns = logIns;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<SessionTokens> logIn(@RequestBody LogInRequest request) {
        FieldErrors errors = new FieldErrors();
        String username = errors.required("username", request.username);
        String password = errors.required("password", request.password);
        errors.throwIfAny();
        return answer(logIns.logIn(username, password), Event.BEGUN);
    }

    @PostMapping("/refresh")
    ResponseEntity<SessionTokens> refresh(@RequestBody RefreshRequest request) {
        FieldErrors errors = new FieldErrors();
        String username = errors.required("username", request.username);
        String refreshToken = errors.required("refreshToken", request.refreshToken);
        errors.throwIfAny();
        return answer(logIns.refresh(username, refreshToken), Event.REFRESHED);
    }

    @PostMapping("/revocation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@RequestBody RevocationRequest request) {
        if (request.refreshToken == null) {
            throw ProblemException.badField("refreshToken", "required", "refreshToken is required");
        }
        logIns.logOut(request.refreshToken);
        sessions.count(Event.ENDED, Kind.COOKIE);
    }

    private ResponseEntity<SessionTokens> answer(Session session, Event event) {
        sessions.count(event, Kind.COOKIE);
        Tokens tokens = session.tokens();
        Instant refreshExpiresAt = clock.instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(settings.refreshTokenValidity());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new SessionTokens(session.profile().username(), session.profile().displayName(),
                        tokens.expiresAt(), tokens.accessToken(), tokens.refreshToken(), refreshExpiresAt));
    }
}
