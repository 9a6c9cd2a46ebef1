package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Image;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nobody is kept out of any page: axe finds nothing in both themes, on a desktop and on a phone.
class BrowserAccessIT extends BrowserTest {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;

    private final List<String> barriers = new ArrayList<>();

    @Test
    void axeFindsNothingOnPagesThatEveryoneSees() {
        Person person = newPerson();
        Image image = uploaded(person);
        Visitor visitor = examined().expecting("404");

        look(visitor.goTo("/"), visitor.heading("Newest pictures"), visitor.picture("hills of " + person.username()));
        look(visitor.goTo("/i/" + image.id()), visitor.heading("Details"));
        look(visitor.goTo("/i/0198c0de-0000-7000-8000-ffffffffffff"), visitor.heading("This picture is gone"));
        look(visitor.goTo("/@" + person.username()), visitor.picture("hills of " + person.username()));
        look(visitor.goTo("/@nobody.at.all"), visitor.heading("There is no such person"));
        look(visitor.goTo("/t/" + person.username()), visitor.picture("hills of " + person.username()));
        look(visitor.goTo("/search"), visitor.heading("What are you looking for?"));
        look(visitor.goTo("/search?q=" + person.username()), visitor.page().locator(".tile mark").first());
        look(visitor.goTo("/search?q=" + person.username() + "nothing"), visitor.heading("Nothing found"));
        visitor.label("Search pictures").fill("@" + person.username().substring(0, 8));
        look(visitor, visitor.page().locator("[role=option]").first());
        look(visitor.goTo("/nothing"), visitor.heading("There is nothing here"));

        assertThat(barriers).isEmpty();
    }

    @Test
    void axeFindsNothingOnPagesOfAccounts() {
        Visitor visitor = examined();

        look(visitor.goTo("/login"), visitor.heading("Log in"));
        look(visitor.goTo("/signup"), visitor.heading("Sign up"));
        visitor.button("Create the account").click();
        look(visitor, visitor.page().locator(".field-error").first());
        look(visitor.goTo("/signup?confirm=" + Person.newName()), visitor.heading("Prove your e-mail"));
        look(visitor.goTo("/forgot"), visitor.heading("Forgot your password"));
        visitor.label("User name").fill(Person.newName());
        visitor.button("Send the code").click();
        look(visitor, visitor.heading("Set a new password"));

        assertThat(barriers).isEmpty();
    }

    @Test
    void axeFindsNothingOnPagesOfTheirOwner() {
        Person person = newPerson();
        Image image = uploaded(person);
        Visitor visitor = examined().expecting("401").logIn(person, "/settings");

        look(visitor, visitor.label("Name to show"));
        visitor.button("Delete the account").click();
        look(visitor, visitor.dialog());
        visitor.goTo("/i/" + image.id());
        visitor.button("Edit").click();
        look(visitor, visitor.dialog());
        visitor.button("Cancel").click();
        visitor.button("Delete").click();
        look(visitor, visitor.dialog());
        visitor.goTo("/upload");
        look(visitor, visitor.button("Choose pictures"));
        choose(visitor.page(), visitor.button("Choose pictures")::click, jpeg("hills.jpg", Pictures.jpeg(300, 200)),
                new FilePayload("notes.txt", "text/plain", "no picture".getBytes(StandardCharsets.UTF_8)));
        look(visitor, visitor.button("Upload 1 picture"), visitor.page().locator(".field-error"));
        visitor.label("Caption").fill("by #" + person.username());
        visitor.button("Upload 1 picture").click();
        look(visitor, visitor.page().locator(".upload.done"));
        visitor.account().click();
        look(visitor, visitor.menuItem("Log out"));
        visitor.goTo("/settings").label("Name to show").waitFor();
        visitor.context().clearCookies();
        visitor.button("Save").click();
        look(visitor, visitor.heading("Your session has ended"));

        assertThat(barriers).isEmpty();
    }

    private static Image uploaded(Person person) {
        Image image = person.upload(client(), Form.of(Pictures.jpeg(640, 480))
                .caption("found by " + person.username() + " #" + person.username())
                .altText("hills of " + person.username()));
        awaitShownOnce(image);
        return image;
    }

    private Visitor examined() {
        // What fades in would be measured half-way.
        Visitor visitor = visitor(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        Axe.prepare(visitor.context());
        return visitor;
    }

    private void look(Visitor visitor, Locator... shown) {
        Page page = visitor.page();
        for (Locator one : shown) {
            one.waitFor();
        }
        for (int width : new int[]{DESKTOP, PHONE}) {
            page.setViewportSize(width, 844);
            for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                Axe.barriers(page)
                        .forEach(barrier -> barriers.add(page.url() + " " + theme + " " + width + ": " + barrier));
            }
        }
        page.setViewportSize(DESKTOP, 844);
    }
}
