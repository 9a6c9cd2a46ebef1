package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Somebody who does all that the portal is watched for: signs in, uploads, views and finds, and errs now and then.
record Traffic(PortalClient client, Person person) {

    static Traffic begin(PortalClient client) {
        Traffic traffic = new Traffic(client, Person.signUp(client));
        client.post("/api/users/" + traffic.person.username() + "/confirmation/resend", Map.of());
        return traffic;
    }

    /// @return a picture that is there, and one that is deleted
    List<Image> go() {
        session();
        Image image = person.upload(client, Form.of(Pictures.jpeg(400, 300)).caption("Low tide #sea"));
        client.upload(person.accessToken(), Form.of("no picture".getBytes(UTF_8)));
        Image deleted = uploadTwice(Form.of(Pictures.png(90, 60)));
        client.send("DELETE", "/api/images/" + deleted.id(), null, "Authorization", "Bearer " + person.accessToken());
        for (String path : List.of(image.renditions().getFirst().url(), "/api/images/" + image.id(),
                image.originalUrl(),
                "/api/images/" + deleted.id(), "/api/feed", "/api/users/" + person.username(),
                "/api/users/" + person.username() + "/images", "/api/tags", "/api/tags/sea/images",
                "/api/search?q=tide",
                "/api/search/suggestions?q=s", "/", "/i/" + image.id(), "/@" + person.username())) {
            client.get(path);
        }
        return List.of(image, deleted);
    }

    private Image uploadTwice(Form form) {
        String[] headers = {"Content-Type", form.contentType(), "Authorization", "Bearer " + person.accessToken(),
                "Idempotency-Key", Person.newName()};
        client.send("POST", "/api/images", form.body(), headers);
        return client.send("POST", "/api/images", form.body(), headers).as(Image.class);
    }

    private void session() {
        Answer begun = client.post("/api/session",
                Map.of("username", person.username(), "password", person.password()));
        String cookies = begun.response()
                .headers()
                .allValues("Set-Cookie")
                .stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        client.send("POST", "/api/session/refresh", null, "Cookie", cookies);
        client.send("DELETE", "/api/session", null, "Cookie", cookies);
        client.post("/api/session", Map.of("username", person.username(), "password", "Wrong-horse-7"));
    }
}
