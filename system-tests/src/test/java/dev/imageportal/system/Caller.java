package dev.imageportal.system;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How somebody may come to a route that concerns an owner.
enum Caller {
    NOBODY, ANOTHER, OWNER, EXPIRED, WRONG_POOL, ALG_NONE, ID_TOKEN, COOKIE, OTHER_ORIGIN;

    private static final class Strangers {
        static final Person ANOTHER = SystemTest.newPerson();
    }

    private static final Map<Person, String> COOKIES = new ConcurrentHashMap<>();

    static Caller named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// @return names and values, in turn
    String[] headers(Person owner) {
        ForgedToken token = new ForgedToken(owner.accessToken());
        return switch (this) {
            case NOBODY -> new String[0];
            case ANOTHER -> bearer(Strangers.ANOTHER.accessToken());
            case OWNER -> bearer(owner.accessToken());
            case EXPIRED -> bearer(token.with("exp", Instant.now().minusSeconds(600).getEpochSecond())
                    .signedByThePool());
            case WRONG_POOL -> bearer(token.with("iss", token.claim("iss") + "x").signedByThePool());
            case ALG_NONE -> bearer(token.unsigned());
            case ID_TOKEN -> bearer(token.with("token_use", "id").signedByThePool());
            case COOKIE -> new String[]{"Cookie", cookies(owner), "Origin", origin(), "Sec-Fetch-Site", "same-origin"};
            case OTHER_ORIGIN ->
                new String[]{"Cookie", cookies(owner), "Origin", "https://elsewhere.example", "Sec-Fetch-Site",
                        "cross-site"};
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String[] bearer(String token) {
        return new String[]{"Authorization", "Bearer " + token};
    }

    private static String cookies(Person owner) {
        return COOKIES.computeIfAbsent(owner, Caller::logIn);
    }

    private static String logIn(Person owner) {
        List<String> set = SystemTest.client()
                .post("/api/session", Map.of("username", owner.username(), "password", owner.password()))
                .response()
                .headers()
                .allValues("Set-Cookie");
        return String.join("; ", set.stream().map(cookie -> cookie.split(";", 2)[0]).toList());
    }

    private static String origin() {
        return TestedPortal.gateway().toString();
    }
}
