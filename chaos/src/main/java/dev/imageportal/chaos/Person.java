package dev.imageportal.chaos;

import dev.imageportal.local.MailLog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Somebody with an account.
final class Person {

    private static final Duration FRESH = Duration.ofMinutes(30);
    private static final Duration MAIL = Duration.ofSeconds(30);

    private final Client client;
    private final String username;
    private final String password;
    private String token = "";
    private long since;

    private Person(Client client, String username) {
        this.client = client;
        this.username = username;
        this.password = "Correct-horse-7-" + username;
    }

    /// Signs up, proves the e-mail and logs in.
    static Person signUp(Client client, MailLog mail) {
        Person person = new Person(client,
                "c" + Long.toString(UUID.randomUUID().getMostSignificantBits() & Long.MAX_VALUE, 36));
        expect(201, client.post("/api/users", Map.of("username", person.username, "email",
                person.username + "@example.org", "password", person.password)));
        expect(204, client.post("/api/users/" + person.username + "/confirmation",
                Map.of("code", person.code(mail))));
        person.token = expect(200, person.logIn()).json().path("accessToken").asString("");
        person.since = System.nanoTime();
        return person;
    }

    String username() {
        return username;
    }

    /// An access token, which lasts an hour; a new one where that can be had.
    synchronized String token() {
        if (Pause.since(since).compareTo(FRESH) > 0) {
            Reply reply = logIn();
            if (reply.succeeded()) {
                token = reply.json().path("accessToken").asString("");
                since = System.nanoTime();
            }
        }
        return token;
    }

    Reply logIn() {
        return client.post("/api/tokens", Map.of("username", username, "password", password));
    }

    private String code(MailLog mail) {
        long start = System.nanoTime();
        while (Pause.since(start).compareTo(MAIL) < 0) {
            Optional<String> code = mail.lastCode(username);
            if (code.isPresent()) {
                return code.get();
            }
            Pause.of(Duration.ofMillis(50));
        }
        throw new ChaosException("no code came for " + username);
    }

    private static Reply expect(int status, Reply reply) {
        if (reply.status() != status) {
            throw new ChaosException("expected " + status + ", got " + reply);
        }
        return reply;
    }
}
