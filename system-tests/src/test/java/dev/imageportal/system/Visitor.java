package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Somebody with a browser of their own: cookies and storage are shared with nobody. It notes what must not happen on
/// any page: errors in the console, a violated Content-Security-Policy, a request to another host.
final class Visitor implements AutoCloseable {

    /// What the browser says of an answer above 399, and of none.
    private static final String FAILED = "Failed to load resource";
    /// The machine got or lost a network while the test ran: Chromium breaks every line, to this machine too.
    private static final String NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED";

    private final URI portal;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    Visitor(URI portal, Browser.NewContextOptions options) {
        this.portal = portal;
        context = Chromium.browser().newContext(options.setBaseURL(portal.toString()).setLocale("en-GB"));
        context.setDefaultTimeout(Chromium.PATIENCE);
        context.onConsoleMessage(this::note);
        context.onWebError(error -> complaints.add("uncaught: " + error.error()));
        context.onRequest(this::note);
        page = context.newPage();
        // From the start: while nobody listens Chromium opens its own, and it takes a moment to change its mind.
        page.onFileChooser(_ -> {});
    }

    private void note(ConsoleMessage message) {
        boolean grave = List.of("error", "warning", "assert").contains(message.type());
        if (grave && !(message.text().startsWith(FAILED) && expected.stream().anyMatch(message.text()::contains))
                && !message.text().contains(NETWORK_CHANGED)) {
            complaints.add(message.type() + " on " + message.location() + ": " + message.text());
        }
    }

    private void note(Request request) {
        URI uri = URI.create(request.url().replaceFirst("^(?:blob|data):.*", portal.toString()));
        if (!portal.getAuthority().equals(uri.getAuthority())) {
            complaints.add("request to another host: " + request.url());
        }
    }

    /// For a test whose very matter is an answer that says no, or none.
    ///
    /// @param failures statuses such as `404`, or the browser's own word for a failed network, `net::`
    Visitor expecting(String... failures) {
        expected.addAll(List.of(failures));
        return this;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Visitor goTo(String path) {
        page.navigate(path);
        return this;
    }

    /// Logs in by the form, and goes on to where the visitor was going.
    Visitor logIn(Person person, String next) {
        goTo("/login?next=" + next);
        fillLogIn(page.locator("main"), person);
        page.waitForURL(portal + next);
        return this;
    }

    static void fillLogIn(Locator form, Person person) {
        form.getByLabel("User name").fill(person.username());
        form.getByLabel("Password", new Locator.GetByLabelOptions().setExact(true)).fill(person.password());
        form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Log in")).click();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator picture(String altText) {
        return page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(altText).setExact(true));
    }

    Locator label(String text) {
        return page.getByLabel(text, new Page.GetByLabelOptions().setExact(true));
    }

    Locator menuItem(String name) {
        return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// The button of the account's menu.
    Locator account() {
        return page.locator("button[aria-label^='Account of']");
    }

    /// The one that is open, a question or another.
    Locator dialog() {
        return page.locator("[role=dialog], [role=alertdialog]");
    }

    /// What a moment ago was done is said in a notice.
    void seesNotice(String text) {
        assertThat(page.locator(".notice").filter(new Locator.FilterOptions().setHasText(text)).last()).isVisible();
    }

    /// Looks at what was noted.
    void hasNoComplaints() {
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
