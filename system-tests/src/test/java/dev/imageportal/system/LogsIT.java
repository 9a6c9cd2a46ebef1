package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Form;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the services have written when all other tests are done: lines for machines, and nothing that was confided to
/// the portal. The components' own logs are not the portal's.
@Order(Integer.MAX_VALUE)
class LogsIT extends SystemTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}\\.eyJ[A-Za-z0-9_-]{5,}\\.?");
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +[A-Za-z0-9._~+/=-]{16,}");
    private static final Pattern COOKIE = Pattern.compile("portal_(?:access|refresh)=[^;\\s]{8,}");
    private static final Pattern EMAIL = Pattern
            .compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");
    /// Of all passwords that these tests think of, the wrong ones among them.
    private static final Pattern PASSWORD = Pattern.compile("-horse-");
    /// The beginnings of pictures: as text, as Base64, in hexadecimal.
    private static final Pattern FILE = Pattern
            .compile("IHDR|JFIF|Exif\\\\u0000|WEBPVP8|iVBORw0KGgo|/9j/4[A-Q]|89504[eE]47");
    private static final Pattern CODE = Pattern.compile("(?<![0-9A-Za-z.:-])[0-9]{6}(?![0-9A-Za-z])");

    /// Enough to look for even where no other test ran.
    @BeforeAll
    static void confide() {
        portal();
        Person person = newPerson();
        Map<String, String> logIn = Map.of("username", person.username(), "password", person.password());
        client().post("/api/session", logIn);
        client().post("/api/tokens", Map.of("username", person.username(), "password", "Wrong-horse-7"));
        client().post("/api/users/" + person.username() + "/confirmation", Map.of("code", "000000"));
        client().post("/api/users", Map.of("username", person.username(), "email", "taken@example.org", "password",
                person.password()));
        client().upload(person.accessToken(), Form.of(Pictures.truncated(Pictures.jpeg(800, 600))));
        client().upload(new ForgedToken(person.accessToken()).unsigned(), Form.of(Pictures.png(60, 40)));
        awaitShownOnce(person.upload(client(), Form.of(Pictures.png(60, 40))));
    }

    @ParameterizedTest
    @EnumSource
    void holdNothingConfided(Service service) {
        Set<String> told = Secrets.told();
        Set<String> codes = mailedCodes();
        assertThat(told).hasSizeGreaterThan(3);
        assertThat(codes).isNotEmpty();

        List<String> telltale = ServiceLog.read(portal().data(), service)
                .lines()
                .stream()
                .filter(line -> Stream.of(TOKEN, BEARER, COOKIE, EMAIL, PASSWORD, FILE)
                        .anyMatch(secret -> secret.matcher(line).find())
                        || told.stream().anyMatch(line::contains) || CODE.matcher(said(line))
                                .results()
                                .map(code -> code.group())
                                .anyMatch(codes::contains))
                .toList();

        assertThat(telltale).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void areJsonLineByLine(Service service) {
        List<String> lines = ServiceLog.read(portal().data(), service).lines();

        assertThat(lines).isNotEmpty().allSatisfy(text -> {
            JsonNode line = JSON.readTree(text);
            assertThat(Instant.parse(line.path("@timestamp").asString())).isNotNull();
            assertThat(line.at("/log/level").asString()).isIn("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
            assertThat(line.at("/service/name").asString()).isEqualTo(service.part());
            assertThat(line.path("message").asString()).isNotEmpty();
        });
    }

    @Test
    void nameRequestAndTrace() {
        String id = "logged-" + Person.newName();
        portal().kill(Service.USER);
        // until it is back the gateway logs each request that it can't pass on
        await().atMost(SOON).untilAsserted(() -> {
            client().get("/api/users/nobody.at.all", "X-Request-Id", id);
            assertThat(ServiceLog.read(portal().data(), Service.GATEWAY).lines())
                    .map(JSON::readTree)
                    .anySatisfy(line -> {
                        assertThat(line.path("http.request.id").asString()).isEqualTo(id);
                        assertThat(line.path("trace.id").asString()).matches("[0-9a-f]{32}");
                        assertThat(line.path("span.id").asString()).matches("[0-9a-f]{16}");
                    });
        });
        await().atMost(SOON).until(() -> client().get("/api/users/nobody.at.all").status() == 404);
    }

    /// Without numbers such as the process's.
    private static String said(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json.path("message") + " " + json.path("error");
        } catch (tools.jackson.core.JacksonException e) {
            return line;
        }
    }

    private static Set<String> mailedCodes() {
        try (Stream<String> lines = Files.lines(portal().data().mailLog())) {
            return lines.map(CODE::matcher)
                    .flatMap(Matcher::results)
                    .map(code -> code.group())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
