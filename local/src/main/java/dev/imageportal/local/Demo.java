package dev.imageportal.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Three users and 24 pictures, added through the gateway as anybody would.
public final class Demo {

    private static final String PASSWORD = "Demo-Passw0rd";
    private static final Map<String, String> DISPLAY_NAMES = new TreeMap<>(
            Map.of(DemoPicture.PEAKS, "Peaks", DemoPicture.TIDES, "Tides", DemoPicture.TILES, "Tiles"));

    private final URI gateway;
    private final MailLog mail;
    private final Path record;
    private final Console console;

    /// @param mail   where the codes of the new users arrive
    /// @param record file of the captions that were uploaded, as feeds follow uploads a little later
    public Demo(URI gateway, MailLog mail, Path record, Console console) {
        this.gateway = gateway;
        this.mail = mail;
        this.record = record;
        this.console = console;
    }

    /// Adds what is not there yet; a second run adds nothing.
    ///
    /// @return how many pictures were added
    /// @throws LocalException when the portal refuses something
    public int fill() throws InterruptedException {
        try (DemoClient client = new DemoClient(gateway)) {
            int added = 0;
            for (Map.Entry<String, String> user : DISPLAY_NAMES.entrySet()) {
                String token = accessToken(client, user.getKey(), user.getValue());
                added += addPictures(client, user.getKey(), token);
            }
            console.line("The demo is there: users " + String.join(", ", DISPLAY_NAMES.keySet()) + ", password "
                    + PASSWORD + ", " + added + " pictures added");
            return added;
        } catch (IOException e) {
            throw new LocalException(String.valueOf(e.getMessage()), e);
        }
    }

    private int addPictures(DemoClient client, String username, String token)
            throws IOException, InterruptedException {
        Set<String> present = client.captions(username);
        if (Files.exists(record)) {
            present.addAll(Files.readAllLines(record));
        }
        List<DemoPicture> absent = DemoPicture.all()
                .stream()
                .filter(picture -> picture.username().equals(username) && !present.contains(picture.caption()))
                .toList();
        for (DemoPicture picture : absent) {
            client.upload(token, picture).expect(201);
            Files.writeString(record, picture.caption() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            console.line("  " + username + ": " + picture.caption());
        }
        return absent.size();
    }

    private String accessToken(DemoClient client, String username, String displayName)
            throws IOException, InterruptedException {
        DemoClient.Answer answer = logIn(client, username);
        if (answer.status() == 401) {
            client.postJson("/api/users", Map.of("username", username, "email", username + "@example.org", "password",
                    PASSWORD, "displayName", displayName)).expect(201);
        }
        if (answer.status() != 200) {
            String code = mail.lastCode(username)
                    .orElseThrow(() -> new LocalException("no code for " + username + " in " + mail.file()));
            client.postJson("/api/users/" + username + "/confirmation", Map.of("code", code)).expect(204);
            answer = logIn(client, username);
        }
        return answer.expect(200).body().path("accessToken").asString();
    }

    private static DemoClient.Answer logIn(DemoClient client, String username)
            throws IOException, InterruptedException {
        return client.postJson("/api/tokens", Map.of("username", username, "password", PASSWORD));
    }
}
