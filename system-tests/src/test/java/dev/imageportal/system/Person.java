package dev.imageportal.system;

import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import dev.imageportal.system.PortalClient.Tokens;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Somebody with an account that no other test has.
record Person(String username, String password, String accessToken) {

    /// Signs up, proves the e-mail and logs in.
    static Person signUp(PortalClient client) {
        String username = newName();
        String password = "Correct-horse-7-" + username;
        expect(201, client.post("/api/users",
                Map.of("username", username, "email", username + "@example.org", "password", password)));
        expect(204, client.post("/api/users/" + username + "/confirmation",
                Map.of("code", code(username))));
        return logIn(client, username, password);
    }

    static Person logIn(PortalClient client, String username, String password) {
        Answer answer = client.post("/api/tokens", Map.of("username", username, "password", password));
        return new Person(username, password, expect(200, answer).as(Tokens.class).accessToken());
    }

    static String newName() {
        return "p" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }

    /// The code in the e-mail.
    static String code(String username) {
        return await().atMost(SystemTest.SOON)
                .until(() -> TestedPortal.lastCode(username), Optional::isPresent)
                .orElseThrow();
    }

    Image upload(PortalClient client, Form form) {
        return expect(201, client.upload(accessToken, form)).as(Image.class);
    }

    private static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", got " + answer);
        }
        return answer;
    }
}
