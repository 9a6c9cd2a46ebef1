package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Image;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A network that fails and a session that ends lose nothing, and nothing is stored twice.
class BrowserInterruptionIT extends BrowserTest {

    private static final String ACCESS = "portal_access";

    @Test
    void anUploadThatLosesTheNetworkMidwayGoesOnByItself() throws IOException {
        Person person = newPerson();
        try (Relay relay = new Relay(TestedPortal.gateway())) {
            Visitor visitor = visitor(relay.address(), new Browser.NewContextOptions()).expecting("net::")
                    .logIn(person, "/upload");
            Page page = visitor.page();
            List<String> keys = keysOfUploads(page);
            chooseOne(visitor, "sea.jpg", Pictures.grainy(3000, 2000), "far out");
            relay.holdUploads();
            visitor.button("Upload 1 picture").click();
            assertThat(page.getByRole(AriaRole.PROGRESSBAR, new Page.GetByRoleOptions().setName("Progress of sea.jpg")))
                    .hasAttribute("aria-valuenow", Pattern.compile("[1-9]|[1-8][0-9]"));

            visitor.context().setOffline(true);
            relay.goAway();
            assertThat(page.getByText("You are offline. What is here stays")).isVisible();
            assertThat(page.getByText("Waiting for the network. It goes on by itself")).isVisible();
            assertThat(client().imagesOf(person.username()).ids()).isEmpty();
            relay.comeBack();
            visitor.context().setOffline(false);

            String id = idOfUploaded(page);
            assertThat(keys).hasSizeGreaterThan(1).containsOnly(keys.getFirst());
            awaitInFeed(person.username(), id);
            awaitInSearch(person.username(), id);
            assertThat(client().imagesOf(person.username()).ids()).containsExactly(id);
        }
    }

    @Test
    void anUploadWhoseAnswerIsLostIsNotStoredTwice() throws IOException {
        Person person = newPerson();
        try (Relay relay = new Relay(TestedPortal.gateway())) {
            Visitor visitor = visitor(relay.address(), new Browser.NewContextOptions()).expecting("net::")
                    .logIn(person, "/upload");
            List<String> keys = keysOfUploads(visitor.page());
            chooseOne(visitor, "sea.jpg", Pictures.jpeg(300, 200), "sent twice");
            relay.loseAnswers(2);
            visitor.button("Upload 1 picture").click();

            String id = idOfUploaded(visitor.page());
            assertThat(relay.lost()).isEqualTo(2);
            assertThat(keys).hasSize(3).containsOnly(keys.getFirst());
            awaitInFeed(person.username(), id);
            awaitInSearch(person.username(), id);
            // What was stored first comes first: a second picture would be there by now.
            assertThat(client().imagesOf(person.username()).ids()).containsExactly(id);
        }
    }

    private static String idOfUploaded(Page page) {
        String address = page.locator(".upload").getByRole(AriaRole.LINK).getAttribute("href");
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static List<String> keysOfUploads(Page page) {
        List<String> keys = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (isUpload(request)) {
                keys.add(String.valueOf(request.headers().get("idempotency-key")));
            }
        });
        return keys;
    }

    private static boolean isUpload(Request request) {
        return request.method().equals("POST") && request.url().endsWith("/api/images");
    }

    private static void chooseOne(Visitor visitor, String name, byte[] file, String caption) {
        choose(visitor.page(), visitor.button("Choose pictures")::click, jpeg(name, file));
        visitor.label("Caption").fill(caption);
        assertThat(visitor.button("Upload 1 picture")).isVisible();
    }

    @Test
    void aSessionWhoseAccessHasRunOutIsRenewedUnnoticed() {
        Person person = newPerson();
        Visitor visitor = visitor().expecting("401").logIn(person, "/settings");
        Page page = visitor.page();

        visitor.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName(ACCESS));
        page.waitForResponse("**/api/session/refresh", () -> save(visitor, "First " + person.username()));
        visitor.seesNotice("Your profile is saved.");

        visitor.context().addCookies(List.of(new Cookie(ACCESS, "nonsense").setUrl(TestedPortal.gateway().toString())));
        page.waitForResponse("**/api/session/refresh", () -> save(visitor, "Second " + person.username()));
        assertThat(visitor.button("Account of Second " + person.username())).isVisible();
        await().atMost(SOON)
                .until(() -> client().get("/api/users/" + person.username()).toString(),
                        profile -> profile.contains("Second " + person.username()));
        assertThat(page).hasURL(Pattern.compile(".*/settings$"));
    }

    private static void save(Visitor visitor, String name) {
        visitor.page().getByLabel("Name to show").fill(name);
        visitor.button("Save").click();
    }

    @Test
    void whoseSessionHasEndedLogsInAndGoesOn() {
        Person person = newPerson();
        Visitor visitor = visitor().expecting("401").logIn(person, "/upload");
        Page page = visitor.page();
        chooseOne(visitor, "kept.jpg", Pictures.jpeg(300, 200), "kept #" + person.username());

        visitor.context().clearCookies();
        visitor.button("Upload 1 picture").click();
        logInAgain(page, person);
        assertThat(page.locator(".upload").getByRole(AriaRole.LINK)).isVisible();
        await().atMost(SOON).until(() -> client().imagesWith(person.username()).ids().size() == 1);

        visitor.context().clearCookies();
        visitor.goTo("/settings").page().waitForURL("**/login?next=%2Fsettings");
        visitor.seesNotice("Your session has ended. Log in again to go on.");
        Visitor.fillLogIn(page.locator("main"), person);
        assertThat(visitor.heading("Settings")).isVisible();
    }

    @Test
    void whatSomebodyBeganWhenTheirSessionEndedIsDoneAfterTheyLoggedInAgain() {
        Person person = newPerson();
        Image image = person.upload(client(), Form.of(Pictures.jpeg(300, 200)).caption("before"));
        Visitor visitor = visitor().expecting("401").logIn(person, "/i/" + image.id());
        Page page = visitor.page();

        visitor.button("Edit").click();
        visitor.dialog().getByLabel("Caption").fill("after");
        visitor.context().clearCookies();
        visitor.button("Save").click();
        logInAgain(page, person);
        visitor.seesNotice("Saved.");
        assertThat(captionOf(image)).isEqualTo("after");

        visitor.goTo("/settings").page().getByLabel("About you").fill("Written before the end");
        visitor.context().clearCookies();
        visitor.button("Save").click();
        Locator dialog = sessionDialog(page);
        assertThat(dialog.getByLabel("User name")).hasValue(person.username());
        page.keyboard().press("Escape");
        page.waitForURL("**/login?next=%2Fsettings");
        assertThat(client().get("/api/users/" + person.username()).toString()).doesNotContain("Written before the end");
    }

    @Test
    void nobodyGoesOnWithWhatAnotherBegan() {
        Person person = newPerson();
        Person other = newPerson();
        Visitor visitor = visitor().expecting("401").logIn(person, "/settings");
        Page page = visitor.page();
        page.getByLabel("About you").fill("Not about " + other.username());

        visitor.context().clearCookies();
        visitor.button("Save").click();
        logInAgain(page, other);
        assertThat(page.getByLabel("Name to show")).hasValue(other.username());
        assertThat(client().get("/api/users/" + other.username()).toString()).doesNotContain("Not about");
    }

    private static void logInAgain(Page page, Person person) {
        Visitor.fillLogIn(sessionDialog(page), person);
        assertThat(sessionDialog(page)).isHidden();
    }

    private static Locator sessionDialog(Page page) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Your session has ended"));
    }

    private static String captionOf(Image image) {
        return client().get("/api/images/" + image.id()).as(Image.class).caption();
    }
}
