package dev.imageportal.system;

import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A request that succeeds for its owner, once.
///
/// @param owner whose picture, profile or session it is about
record RouteRequest(String method, String path, byte[] body, String contentType, Person owner) {

    private static final byte[] NOTHING = new byte[0];
    private static final String NEW_PASSWORD = "Another-horse-8";

    /// Routes that leave nobody behind to ask again.
    private static final Set<String> USING_UP = Set.of("PUT /api/users/{username}/password",
            "PUT /api/users/me/password", "DELETE /api/users/me", "DELETE /api/session", "POST /api/session/refresh");

    private static final class Shared {
        static final Person OWNER = SystemTest.newPerson();
        static final Image IMAGE = shown();

        private static Image shown() {
            Image image = upload(OWNER);
            SystemTest.awaitShownOnce(image);
            return image;
        }
    }

    static RouteRequest to(Contract route) {
        Person owner = USING_UP.contains(route.toString()) ? SystemTest.newPerson() : Shared.OWNER;
        String path = route.path()
                .replace("{username}", owner.username())
                .replace("{tag}", "sea")
                .replace("/media/{id}/{size}.{extension}", Shared.IMAGE.renditions().getFirst().url());
        return switch (route.toString()) {
            case "POST /api/users" -> {
                String name = Person.newName();
                yield json(route, path, owner, Map.of("username", name, "email", name + "@example.org", "password",
                        owner.password()));
            }
            case "POST /api/users/{username}/confirmation" -> {
                String name = unconfirmed();
                yield json(route, "/api/users/" + name + "/confirmation", owner,
                        Map.of("code", Person.code(name)));
            }
            case "POST /api/users/{username}/confirmation/resend" ->
                plain(route, "/api/users/" + unconfirmed() + "/confirmation/resend", owner);
            case "PUT /api/users/{username}/password" ->
                json(route, path, owner, Map.of("code", resetCode(owner), "newPassword", NEW_PASSWORD));
            case "POST /api/session", "POST /api/tokens" ->
                json(route, path, owner, Map.of("username", owner.username(), "password", owner.password()));
            case "PATCH /api/users/me" -> json(route, path, owner, Map.of("bio", "likes tides"));
            case "PUT /api/users/me/password" -> json(route, path, owner,
                    Map.of("currentPassword", owner.password(), "newPassword", NEW_PASSWORD));
            case "DELETE /api/users/me" -> json(route, path, owner, Map.of("password", owner.password()));
            case "POST /api/images" -> {
                Form form = Form.of(Pictures.jpeg(60, 40));
                yield new RouteRequest(route.method(), path, form.body(), form.contentType(), owner);
            }
            case "PATCH /api/images/{id}" ->
                json(route, path.replace("{id}", Shared.IMAGE.id()), owner, Map.of("altText", "a beach"));
            case "DELETE /api/images/{id}" -> plain(route, path.replace("{id}", upload(owner).id()), owner);
            case "GET /api/search", "GET /api/search/suggestions" -> plain(route, path + "?q=tide", owner);
            default -> plain(route, path.replace("{id}", Shared.IMAGE.id()), owner);
        };
    }

    Answer send(String... headers) {
        String[] all = contentType.isEmpty() ? headers
                : Stream.concat(Stream.of(headers), Stream.of("Content-Type", contentType)).toArray(String[]::new);
        return SystemTest.client().send(method, path, body.length == 0 ? null : body, all);
    }

    private static RouteRequest json(Contract route, String path, Person owner, Map<String, String> body) {
        return new RouteRequest(route.method(), path, PortalClient.json(body), "application/json", owner);
    }

    private static RouteRequest plain(Contract route, String path, Person owner) {
        return new RouteRequest(route.method(), path, NOTHING, "", owner);
    }

    private static Image upload(Person owner) {
        return owner.upload(SystemTest.client(), Form.of(Pictures.jpeg(60, 40)).caption("Low tide #sea"));
    }

    private static String unconfirmed() {
        String name = Person.newName();
        SystemTest.client()
                .post("/api/users",
                        Map.of("username", name, "email", name + "@example.org", "password", Shared.OWNER.password()));
        return name;
    }

    private static String resetCode(Person person) {
        String before = Person.code(person.username());
        SystemTest.client().post("/api/users/" + person.username() + "/password-reset", Map.of());
        return await().atMost(SystemTest.SOON)
                .until(() -> Person.code(person.username()), code -> !code.equals(before));
    }
}
