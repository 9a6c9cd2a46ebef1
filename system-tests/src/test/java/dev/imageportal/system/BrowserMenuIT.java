package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Menus and dialogs by keyboard, and when their script is late or does not come.
class BrowserMenuIT extends BrowserTest {

    private static final Pattern MENU = Pattern.compile(".*/assets/AccountItems-.*\\.js");
    private static final Pattern EDIT = Pattern.compile(".*/assets/EditDialog-.*\\.js");

    @Test
    void theAccountsMenuIsUsedByKeyboard() {
        Visitor visitor = visitor().logIn(newPerson(), "/settings");
        visitor.heading("Settings").waitFor();
        Page page = visitor.page();
        Locator account = visitor.account();
        assertThat(account).hasAttribute("aria-expanded", "false");

        account.press("Enter");
        assertThat(visitor.menuItem("Your pictures")).isFocused();
        assertThat(account).hasAttribute("aria-expanded", "true");
        page.keyboard().press("ArrowDown");
        assertThat(visitor.menuItem("Settings")).isFocused();
        page.keyboard().press("l");
        assertThat(visitor.menuItem("Log out")).isFocused();
        page.keyboard().press("ArrowUp");
        assertThat(visitor.menuItem("Settings")).isFocused();
        page.keyboard().press("Escape");
        assertThat(visitor.menuItem("Settings")).hasCount(0);
        assertThat(account).isFocused();
        assertThat(account).hasAttribute("aria-expanded", "false");

        account.press("ArrowUp");
        assertThat(visitor.menuItem("Log out")).isFocused();
        page.keyboard().press("Tab");
        assertThat(visitor.menuItem("Log out")).hasCount(0);
        account.press("ArrowDown");
        assertThat(visitor.menuItem("Your pictures")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/@.*"));
        assertThat(visitor.menuItem("Your pictures")).hasCount(0);
    }

    @Test
    void aPressBesideTheMenuClosesItAndASecondOneOnTheButtonToo() {
        Visitor visitor = visitor().logIn(newPerson(), "/settings");
        visitor.heading("Settings").waitFor();

        visitor.account().click();
        assertThat(visitor.menuItem("Log out")).isVisible();
        visitor.account().click();
        assertThat(visitor.menuItem("Log out")).hasCount(0);
        visitor.account().click();
        assertThat(visitor.menuItem("Log out")).isVisible();
        visitor.heading("Settings").click();
        assertThat(visitor.menuItem("Log out")).hasCount(0);
    }

    @Test
    void aPressThatIsAheadOfTheScriptIsKept() {
        Person person = newPerson();
        Image image = person.upload(client(), Form.of(Pictures.jpeg(300, 200)).caption("by " + person.username()));
        Visitor visitor = visitor();
        Held menu = new Held(visitor.context(), MENU);
        visitor.logIn(person, "/i/" + image.id()).button("Edit").waitFor();
        visitor.account().click();
        assertThat(visitor.account()).hasAttribute("aria-expanded", "true");
        visitor.page().waitForCondition(menu::isAsked);
        assertThat(visitor.menuItem("Settings")).hasCount(0);
        menu.release();
        visitor.menuItem("Settings").click();
        assertThat(visitor.heading("Settings")).isVisible();

        Held dialog = new Held(visitor.context(), EDIT);
        visitor.goTo("/i/" + image.id()).button("Edit").press("Enter");
        visitor.page().waitForCondition(dialog::isAsked);
        assertThat(visitor.dialog()).hasCount(0);
        dialog.release();
        assertThat(visitor.dialog().getByLabel("Caption")).isFocused();
        visitor.page().keyboard().press("Escape");
        assertThat(visitor.button("Edit")).isFocused();
    }

    /// Requests for a script that wait until they are let go.
    private static final class Held {

        private final BrowserContext context;
        private final Pattern script;
        private final List<Route> routes = new ArrayList<>();

        Held(BrowserContext context, Pattern script) {
            this.context = context;
            this.script = script;
            context.route(script, routes::add);
        }

        boolean isAsked() {
            return !routes.isEmpty();
        }

        void release() {
            context.unroute(script);
            routes.forEach(Route::resume);
        }
    }

    @Test
    void aScriptThatDoesNotComeIsToldAndTriedAgain() {
        Person person = newPerson();
        Image image = person.upload(client(), Form.of(Pictures.jpeg(300, 200)).caption("by " + person.username()));
        Visitor visitor = visitor().expecting("net::");
        visitor.context().route(MENU, Route::abort);
        visitor.context().route(EDIT, Route::abort);
        visitor.logIn(person, "/i/" + image.id()).button("Edit").waitFor();

        visitor.account().click();
        visitor.seesNotice("That did not load.");
        assertThat(visitor.account()).hasAttribute("aria-expanded", "false");
        visitor.button("Dismiss").click();
        assertThat(visitor.button("Dismiss")).hasCount(0);
        visitor.button("Edit").click();
        visitor.seesNotice("That did not load.");
        assertThat(visitor.dialog()).hasCount(0);

        visitor.context().unroute(MENU);
        visitor.context().unroute(EDIT);
        visitor.account().click();
        assertThat(visitor.menuItem("Log out")).isVisible();
        visitor.page().keyboard().press("Escape");
        visitor.button("Edit").click();
        assertThat(visitor.dialog().getByLabel("Caption")).isFocused();
    }
}
