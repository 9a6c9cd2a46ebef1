package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Everything can be done without a mouse, and without seeing the screen.
class BrowserKeyboardIT extends BrowserTest {

    /// Nowhere are so many steps between two things.
    private static final int MANY = 40;
    private static final String FOCUS_IS_SEEN = """
            () => {
              const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
              const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
              return seen || document.activeElement.closest("form[role=search]") !== null;
            }""";
    private static final String MOVING = """
            () => [...document.querySelectorAll("*")].filter((element) => {
              const { transitionDuration, animationDuration } = getComputedStyle(element);
              return /[1-9]/.test(transitionDuration + animationDuration);
            }).length""";

    @Test
    void aPersonLogsInAndUploadsByKeyboard() {
        Person person = newPerson();
        Visitor visitor = visitor();
        Page page = visitor.goTo("/upload").page();

        assertThat(visitor.label("User name")).isFocused();
        page.keyboard().type(person.username());
        page.keyboard().press("Tab");
        assertThat(visitor.label("Password")).isFocused();
        page.keyboard().type(person.password());
        page.keyboard().press("Enter");
        assertThat(visitor.heading("Upload")).isVisible();
        assertThat(page.locator("main")).isFocused();

        tabTo(visitor.button("Choose pictures"));
        choose(page, () -> page.keyboard().press("Enter"), jpeg("hill.jpg", Pictures.jpeg(400, 300)));
        tabTo(visitor.label("Caption"));
        page.keyboard().type("No mouse here #" + person.username());
        page.keyboard().press("Tab");
        page.keyboard().type("hill of " + person.username());
        tabTo(visitor.button("Upload 1 picture"));
        page.keyboard().press("Enter");
        Locator view = page.locator(".upload").getByRole(AriaRole.LINK);
        assertThat(view).isVisible();
        tabTo(view);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/i/.*"));

        tabTo(visitor.button("Edit"));
        page.keyboard().press("Enter");
        assertThat(visitor.dialog().getByLabel("Caption")).isFocused();
        page.keyboard().press("Escape");
        assertThat(visitor.dialog()).hasCount(0);
        assertThat(visitor.button("Edit")).isFocused();
        tabTo(visitor.button("Delete"));
        page.keyboard().press("Enter");
        assertThat(visitor.button("Keep it")).isFocused();
        page.keyboard().press("Enter");
        assertThat(visitor.button("Delete")).isFocused();
    }

    /// Steps on until the thing has the focus; on every step the focus is seen.
    private static void tabTo(Locator target) {
        target.waitFor();
        for (int step = 0; step < MANY; step++) {
            if ((boolean) target.evaluate("element => element === document.activeElement")) {
                assertThat(target.page().evaluate(FOCUS_IS_SEEN)).isEqualTo(true);
                return;
            }
            target.page().keyboard().press("Tab");
        }
        throw new AssertionError(target + " is not reached by Tab");
    }

    @Test
    void theFocusFollowsToTheNextPage() {
        Visitor visitor = visitor();
        Page page = visitor.goTo("/login").page();

        assertThat(visitor.label("User name")).isFocused();
        Locator skip = visitor.link("Skip to the content");
        skip.focus();
        assertThat(skip).isInViewport();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        tabTo(visitor.link("Forgot your password?"));
        page.keyboard().press("Enter");
        assertThat(visitor.heading("Forgot your password")).isVisible();
        assertThat(page.locator("main :focus, main:focus")).hasCount(1);
        assertThat(page).hasTitle("Forgot your password · Image Portal");
    }

    @Test
    void nothingMovesForWhoWantsNoMotion() {
        Visitor visitor = visitor(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        visitor.goTo("/");
        assertThat(visitor.heading("Newest pictures")).isVisible();
        assertThat(visitor.page().evaluate(MOVING)).isEqualTo(0);

        Visitor mover = visitor();
        mover.goTo("/");
        assertThat(mover.heading("Newest pictures")).isVisible();
        assertThat((int) mover.page().evaluate(MOVING)).isPositive();
    }

    @Test
    void aScreenReaderFindsItsWay() {
        Visitor visitor = visitor();
        visitor.goTo("/");

        assertThat(visitor.page().locator("body")).matchesAriaSnapshot("""
                - link "Skip to the content"
                - link "Skip to the end of the page"
                - banner:
                  - link "Image Portal, home"
                  - search:
                    - combobox "Search pictures"
                    - button "Search"
                  - navigation "Main":
                    - link "Upload"
                    - link "Log in"
                - main:
                  - heading "Newest pictures" [level=1]
                  - navigation "Trending hashtags"
                  - status
                - contentinfo:
                  - link "API"
                  - group "Theme":
                    - radio "As the system" [checked]
                    - radio "Light"
                    - radio "Dark"
                - status
                """);
    }
}
