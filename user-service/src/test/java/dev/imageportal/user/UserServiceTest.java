package dev.imageportal.user;

import static dev.imageportal.local.Component.ACCOUNTS;
import static dev.imageportal.local.Component.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTParser;
import dev.imageportal.local.Component;
import dev.imageportal.local.Components;
import dev.imageportal.local.Service;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.local.TestAccounts;
import dev.imageportal.user.Api.Answer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// On the real database and the real emulator of Cognito.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class UserServiceTest {

    private static final String PASSWORD = "Correct-horse1";
    private static final Components COMPONENTS = SharedComponents.with(DATABASE, ACCOUNTS);
    private static final StubImageService IMAGES = new StubImageService();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    private Api api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        COMPONENTS.settings(Service.USER).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("PORTAL_IMAGE_SERVICE_URL", IMAGES::url);
    }

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @Test
    void signsUpConfirmsAndLogsIn() throws ParseException {
        String username = Api.newUsername();
        Instant before = Instant.now();

        Answer signedUp = api.post("/api/users", Map.of("username", username, "email", username + "@example.org",
                "password", PASSWORD, "displayName", "  Ada 🦋 Lovelace "));
        assertThat(signedUp.status()).as(signedUp.text()).isEqualTo(201);
        assertThat(signedUp.text("username")).isEqualTo(username);
        assertThat(signedUp.text("codeSentTo")).contains("@");
        assertThat(signedUp.json().propertyNames()).containsExactlyInAnyOrder("username", "codeSentTo");
        api.get("/api/users/" + username).assertProblem(404, "not-found");
        logIn(username, PASSWORD).assertProblem(403, "unconfirmed");

        Answer confirmed = confirm(username, code(username));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(204);
        Answer profile = api.get("/api/users/" + username);
        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.json().propertyNames()).containsExactlyInAnyOrder("username", "displayName", "bio",
                "joinedAt", "imageCount");
        assertThat(profile.text("username")).isEqualTo(username);
        assertThat(profile.text("displayName")).isEqualTo("Ada 🦋 Lovelace");
        assertThat(profile.text("bio")).isEmpty();
        assertThat(Instant.parse(profile.text("joinedAt"))).isBetween(before.minusMillis(1), Instant.now());
        assertThat(profile.json().path("imageCount").asInt(-1)).isZero();

        Answer tokens = logIn(username.toUpperCase(java.util.Locale.ROOT), PASSWORD);
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        assertThat(tokens.text("tokenType")).isEqualTo("Bearer");
        assertThat(tokens.json().path("expiresIn").asInt()).isEqualTo(3600);
        assertThat(tokens.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(JWTParser.parse(tokens.text("accessToken")).getJWTClaimsSet().getStringClaim("username"))
                .isEqualTo(username);

        Answer refreshed = api.post("/api/tokens", Map.of("refreshToken", tokens.text("refreshToken")));
        assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
        assertThat(refreshed.text("refreshToken")).isEqualTo(tokens.text("refreshToken"));
        assertThat(refreshed.json().path("expiresIn").asInt()).isEqualTo(3600);
        assertThat(JWTParser.parse(refreshed.text("accessToken")).getJWTClaimsSet().getStringClaim("username"))
                .isEqualTo(username);
    }

    @Test
    void showsTheUsernameWithoutADisplayName() {
        String username = signUp();
        confirm(username, code(username));

        assertThat(api.get("/api/users/" + username).text("displayName")).isEqualTo(username);
    }

    @Test
    void refusesATakenName() {
        String username = signUp();

        Answer answer = signUp(username.toUpperCase(java.util.Locale.ROOT), "other@example.org", PASSWORD);

        answer.assertProblem(409, "username-taken");
        assertThat(answer.errors()).containsExactly("username:unique");
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        Answer empty = api.post("/api/users", Map.of());
        empty.assertProblem(400, "invalid-field");
        assertThat(empty.errors()).containsExactly("username:required", "email:required", "password:required");

        Answer bad = api.post("/api/users", Map.of("username", "1a", "email", "ada", "password", "short",
                "displayName", "a\nb".repeat(40)));
        bad.assertProblem(400, "invalid-field");
        assertThat(bad.errors()).containsExactly("username:username", "email:email", "password:minLength",
                "password:upper", "password:digit", "password:symbol", "displayName:maxLength",
                "displayName:characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ab", "1ab", "_ab", ".ab", "a b c", "adä", "ada-l", "a/b/c", "abcdefghijklmnopqrstuvwxyz01234", "ada\n",
            "ſada"})
    void refusesOtherUserNames(String username) {
        assertThat(signUp(username, "ada@example.org", PASSWORD).errors()).containsExactly("username:username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "API", "internal", "media"})
    void keepsSomeNamesForItself(String username) {
        assertThat(signUp(username, "ada@example.org", PASSWORD).errors()).containsExactly("username:reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ada", "@example.org", "ada@", "ada@example", "ada@@example.org", "ada@exa mple.org", "a..b@example.org",
            ".a@example.org", "ada@-example.org", "ada@example..org", "ada@example.org\n", "<ada@example.org>",
            "ada@example.org,bob@example.org"})
    void refusesWhatIsNoEmail(String email) {
        assertThat(signUp(Api.newUsername(), email, PASSWORD).errors()).containsExactly("email:email");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Aa1-aaa minLength", "aaaaaa1- upper", "AAAAAA1- lower", "Aaaaaaa- digit", "Aaaaaaa1 symbol",
            "Ää1-äää1 "})
    void refusesWeakPasswords(String passwordAndRule) {
        String password = passwordAndRule.substring(0, passwordAndRule.lastIndexOf(' '));
        String rule = passwordAndRule.substring(passwordAndRule.lastIndexOf(' ') + 1);

        List<String> errors = signUp(Api.newUsername(), "ada@example.org", password).errors();

        assertThat(errors).containsExactly(rule.isEmpty()
                ? new String[]{"password:upper", "password:lower"}
                : new String[]{"password:" + rule});
    }

    @Test
    void boundsWhatItReads() {
        assertThat(signUp(Api.newUsername(), "a".repeat(64) + "@" + "example.".repeat(24) + "org", PASSWORD).errors())
                .containsExactly("email:maxLength");
        assertThat(signUp(Api.newUsername(), "ada@example.org", "Aa1-" + "x".repeat(253)).errors())
                .containsExactly("password:maxLength");
        api.postText("/api/users", "{\"username\": \"" + "a".repeat(70_000) + "\"}")
                .assertProblem(400, "malformed-body");
        api.postText("/api/users", "{").assertProblem(400, "malformed-body");
        api.postText("/api/users", "{\"username\": {}}").assertProblem(400, "malformed-body");
        api.post("/api/tokens", Map.of("username", "ada", "password", "x".repeat(10_000)))
                .assertProblem(401, "wrong-credentials");
        api.post("/api/tokens", Map.of("refreshToken", "x".repeat(10_000))).assertProblem(401, "wrong-refresh-token");
    }

    @Test
    void takesTheLargestOfEverything() {
        String username = ("z" + Api.newUsername() + "_.0123456789").substring(0, 30);
        String displayName = "🦋".repeat(100);
        Answer answer = api.post("/api/users", Map.of("username", username, "email", username + "@example.org",
                "password", "Aa1-" + "x".repeat(252), "displayName", displayName));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);

        assertThat(confirm(username, code(username)).status()).isEqualTo(204);
        assertThat(api.get("/api/users/" + username).text("displayName")).isEqualTo(displayName);
    }

    @Test
    void refusesWrongCodesAndUnknownAccountsAlike() {
        String username = signUp();
        String right = code(username);
        String wrong = right.equals("000000") ? "000001" : "000000";

        Answer wrongCode = confirm(username, wrong);
        wrongCode.assertProblem(400, "wrong-code");
        assertThat(wrongCode.errors()).containsExactly("code:code");
        String unknown = Api.newUsername();
        assertThat(confirm(unknown, wrong).text().replace(unknown, username)).isEqualTo(wrongCode.text());
        confirm(username, "no code at all").assertProblem(400, "wrong-code");
        confirm("1", wrong).assertProblem(400, "wrong-code");
        assertThat(api.post("/api/users/" + username + "/confirmation", Map.of()).errors())
                .containsExactly("code:required");

        assertThat(confirm(username, right).status()).isEqualTo(204);
        confirm(username, right).assertProblem(400, "already-confirmed");
    }

    @Test
    void refusesWrongPasswordsAndUnknownUsersAlike() {
        String username = signUp();
        confirm(username, code(username));

        Answer wrong = logIn(username, PASSWORD + "x");
        wrong.assertProblem(401, "wrong-credentials");
        assertThat(logIn(Api.newUsername(), PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(logIn("1", PASSWORD).text()).isEqualTo(wrong.text());
    }

    @Test
    void wantsEitherAPasswordOrARefreshToken() {
        assertThat(api.post("/api/tokens", Map.of()).errors()).containsExactly("username:required",
                "password:required");
        assertThat(api.post("/api/tokens", Map.of("username", "ada")).errors()).containsExactly("password:required");
        assertThat(api.post("/api/tokens", Map.of("username", "ada", "refreshToken", "x")).errors())
                .containsExactly("refreshToken:exclusive");
        api.post("/api/tokens", Map.of("refreshToken", "made-up")).assertProblem(401, "wrong-refresh-token");
    }

    @Test
    void makesTheProfileAtTheFirstLogInOnce() throws Exception {
        String username = Api.newUsername();
        COMPONENTS.accounts().accessToken(username);
        api.get("/api/users/" + username).assertProblem(404, "not-found");

        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = together.invokeAll(IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(i -> () -> logIn(username, TestAccounts.PASSWORD))
                    .toList());
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
            }
        }

        Answer profile = api.get("/api/users/" + username);
        assertThat(profile.text("displayName")).isEqualTo(username);
        logIn(username, TestAccounts.PASSWORD);
        assertThat(api.get("/api/users/" + username).text()).isEqualTo(profile.text());
    }

    @Test
    void storesNothingBeforeTheConfirmation() {
        String username = signUp();

        assertThat(database.sql("SELECT COUNT(*) FROM profile WHERE username = ?")
                .param(username)
                .query(Integer.class)
                .single()).isZero();
    }

    @Test
    void findsProfilesByNamesInUpperCaseToo() {
        String username = signUp();
        confirm(username, code(username));

        assertThat(api.get("/api/users/" + username.toUpperCase(java.util.Locale.ROOT)).text("username"))
                .isEqualTo(username);
        api.get("/api/users/me").assertProblem(404, "not-found");
        api.get("/api/users/%00").assertProblem(400, "bad-request");
    }

    @Test
    void countsPicturesAndKeepsTheLastCountDuringAnOutage() {
        String username = signUp();
        confirm(username, code(username));
        IMAGES.count(username, 7);
        await().untilAsserted(() -> assertThat(imageCount(username)).isEqualTo(7));

        IMAGES.down(true);
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(imageCount(username)).isEqualTo(7);
            }
        } finally {
            IMAGES.down(false);
        }
        IMAGES.count(username, 8);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(imageCount(username)).isEqualTo(8));
    }

    @Test
    void tellsOtherServicesDisplayNames() {
        String ada = signUp();
        confirm(ada, code(ada));
        String bob = signUp();
        confirm(bob, code(bob));

        Answer names = api
                .get("/internal/users/display-names?usernames=" + ada + "," + Api.newUsername() + ",1," + bob);

        assertThat(names.status()).isEqualTo(200);
        assertThat(names.json().propertyNames()).containsExactlyInAnyOrder(ada, bob);
        assertThat(names.text(ada)).isEqualTo(ada);
        assertThat(api.get("/internal/users/display-names?usernames=").text()).isEqualTo("{}");
        assertThat(api.get("/internal/users/display-names?usernames=" + "ada,".repeat(200) + "ada").errors())
                .containsExactly("usernames:maxItems");
        assertThat(api.get("/internal/users/display-names").errors()).containsExactly("usernames:required");
    }

    @ParameterizedTest
    @EnumSource(value = Component.class, names = {"DATABASE", "ACCOUNTS"})
    void answers503WhileAComponentIsDownAndRecovers(Component component) {
        String username = signUp();
        String code = code(username);

        COMPONENTS.stop(component);
        try {
            assertUnavailable(confirm(username, code));
            assertUnavailable(component == DATABASE
                    ? api.get("/api/users/" + username)
                    : signUp(Api.newUsername(), "ada@example.org", PASSWORD));
        } finally {
            COMPONENTS.start(component);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(confirm(username, code).status()).isEqualTo(204));
        assertThat(api.get("/api/users/" + username).status()).isEqualTo(200);
    }

    private static void assertUnavailable(Answer answer) {
        answer.assertProblem(503, "unavailable");
        assertThat(answer.retryAfter()).hasValue("5");
    }

    private long imageCount(String username) {
        return api.get("/api/users/" + username).json().path("imageCount").asLong(-1);
    }

    private String signUp() {
        String username = Api.newUsername();
        Answer answer = signUp(username, username + "@example.org", PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return username;
    }

    private Answer signUp(String username, String email, String password) {
        return api.post("/api/users", Map.of("username", username, "email", email, "password", password));
    }

    private Answer confirm(String username, String code) {
        return api.post("/api/users/" + username + "/confirmation", Map.of("code", code));
    }

    private Answer logIn(String username, String password) {
        return api.post("/api/tokens", Map.of("username", username, "password", password));
    }

    private static String code(String username) {
        return await().until(() -> COMPONENTS.accounts().code(username), java.util.Optional::isPresent).orElseThrow();
    }
}
