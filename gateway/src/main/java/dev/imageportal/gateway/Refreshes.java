package dev.imageportal.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tabs of one browser refresh their one session at the same moment. A pool that rotates refresh tokens may refuse the
/// second of them, whose answer would then clear what the first has just set: so the same token is refreshed once, and
/// all who asked meanwhile or just after get the same answer.
@Component
class Refreshes {

    /// How long after a refresh a tab may still ask with the token from before.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private record Key(String username, String refreshToken) {}

    private final SessionClient sessions;
    private final Cache<Key, Mono<SessionAnswer>> answers;

    Refreshes(SessionClient sessions, GatewaySettings settings) {
        this.sessions = sessions;
        this.answers = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(settings.firstByteTimeout().plus(GRACE))
                .build();
    }

    Mono<SessionAnswer> refresh(String username, String refreshToken, String instance) {
        return answers.get(new Key(username, refreshToken),
                key -> sessions.refresh(username, refreshToken, instance)
                        .cache(Refreshes::keptFor, failure -> Duration.ZERO, () -> Duration.ZERO));
    }

    /// After a log-out nothing is answered from memory.
    void forget(String username, String refreshToken) {
        answers.invalidate(new Key(username, refreshToken));
    }

    private static Duration keptFor(SessionAnswer answer) {
        return switch (answer) {
            case SessionAnswer.Granted _ -> GRACE;
            case SessionAnswer.Refused _ -> Duration.ZERO;
        };
    }
}
