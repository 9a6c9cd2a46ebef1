package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Image;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What people do with their accounts once they have one.
class BrowserAccountIT extends BrowserTest {

    @Test
    void aForgottenPasswordIsSetAnewWithTheMailedCode() {
        Person person = newPerson();
        String earlier = Person.code(person.username());
        Visitor visitor = visitor().goTo("/upload");
        visitor.link("Forgot your password?").click();
        assertThat(visitor.heading("Forgot your password")).isVisible();
        visitor.label("User name").fill(" " + person.username().toUpperCase(Locale.ROOT));
        visitor.button("Send the code").click();

        assertThat(visitor.page().getByText("Send another code (in ")).isVisible();
        String code = await().atMost(SOON).until(() -> Person.code(person.username()), sent -> !sent.equals(earlier));
        visitor.label("Code").fill(" " + code.substring(0, 3) + " " + code.substring(3) + " ");
        assertThat(visitor.label("Code")).hasValue(code);
        visitor.label("New password").fill("Another-horse-8");
        visitor.button("Set the password").click();

        visitor.page().waitForURL("**/upload");
        assertThat(Person.logIn(client(), person.username(), "Another-horse-8").accessToken()).isNotEmpty();
    }

    @Test
    void anAccountIsDeletedWithAllItsPictures() {
        Person person = newPerson();
        Image image = person.upload(client(), Form.of(Pictures.jpeg(300, 200)).altText("last of " + person.username()));
        awaitShownOnce(image);
        Visitor visitor = visitor().expecting("400", "404").logIn(person, "/settings");
        visitor.button("Delete the account").click();
        Locator dialog = visitor.page()
                .getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Delete your account?"));
        Locator delete = dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete everything"));
        Locator password = dialog.getByLabel("Password", new Locator.GetByLabelOptions().setExact(true));

        password.fill("Wrong-horse-9");
        delete.click();
        assertThat(dialog).containsText("This is not your password.");
        password.fill(person.password());
        delete.click();
        visitor.seesNotice("Your account is deleted.");
        assertThat(visitor.heading("Newest pictures")).isVisible();
        assertThat(visitor.link("Log in")).isVisible();

        await().atMost(SOON).until(() -> client().get("/api/images/" + image.id()).status() == 404);
        visitor.goTo("/@" + person.username());
        assertThat(visitor.heading("There is no such person")).isVisible();
    }

    @Test
    void whoLogsInOrOutInOneTabDoesInTheOther() {
        Person person = newPerson();
        Visitor visitor = visitor().logIn(person, "/settings");
        Page other = visitor.context().newPage();
        other.navigate("/");
        Locator account = other.getByRole(AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Account of " + person.username()));
        account.click();
        other.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Log out")).click();
        visitor.page().waitForURL("**/login?next=%2Fsettings");

        Visitor.fillLogIn(visitor.page().locator("main"), person);
        assertThat(visitor.heading("Settings")).isVisible();
        assertThat(account).isVisible();
    }
}
