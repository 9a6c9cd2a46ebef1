package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the portal is for, as people do it in their browsers.
class BrowserMainJobIT extends BrowserTest {

    private static final String PASSWORD = "Correct-horse-7";

    private final String username = Person.newName();
    private final String keyword = Person.newName();
    private final String hashtag = Person.newName();
    private final String laterHashtag = Person.newName();
    private final byte[] lake = Pictures.jpeg(1200, 800);

    @Test
    void aPersonSignsUpUploadsEditsAndDeletesWhileAnotherLooksOn() throws IOException {
        // a page that learns of better renditions just when the picture is deleted asks for them in vain
        Visitor other = visitor().expecting("404");
        other.page().waitForResponse("**/api/feed/live", () -> other.goTo("/"));
        assertThat(other.heading("Newest pictures")).isVisible();

        Visitor person = visitor().expecting("422", "404");
        signUp(person);
        List<String> ids = uploadThreeOfWhichOneIsBroken(person);
        seeThemAppear(other, ids);
        findThem(other, ids);
        edit(person, ids.getFirst());
        download(person);
        delete(person, other, ids.getFirst());
        logOut(person);
    }

    private void signUp(Visitor person) {
        Page page = person.goTo("/upload").page();
        page.locator("main").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Sign up")).click();
        person.label("User name").fill(username);
        page.getByLabel("Name to show").fill("Ada of " + username);
        person.label("E-mail").fill(username + "@example.org");
        Locator rule = page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("at least 8 characters"));
        assertThat(rule).containsText("not yet met");
        person.label("Password").fill(PASSWORD);
        assertThat(rule).containsText("(met)");
        person.button("Create the account").click();

        String code = Person.code(username);
        assertThat(person.heading("Prove your e-mail")).isVisible();
        assertThat(page.locator("main")).containsText(username + "@example.org");
        paste(person.label("Code"), "Your code: " + code.substring(0, 3) + " " + code.substring(3) + "\n");
        assertThat(person.label("Code")).hasValue(code);
        person.button("Confirm").click();
        page.waitForURL("**/upload");
        person.seesNotice("Welcome, " + username + ".");
    }

    private static void paste(Locator field, String text) {
        field.focus();
        Page page = field.page();
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.evaluate("text => navigator.clipboard.writeText(text)", text);
        page.keyboard().press("ControlOrMeta+v");
    }

    /// @return of the two that were stored
    private List<String> uploadThreeOfWhichOneIsBroken(Visitor person) {
        Page page = person.page();
        choose(page, person.button("Choose pictures")::click, jpeg("lake.jpg", lake),
                jpeg("broken.jpg", Pictures.truncated(Pictures.jpeg(900, 600))),
                new FilePayload("hill.png", "image/png", Pictures.png(500, 700)));
        Locator first = row(person, "lake.jpg");
        Locator broken = row(person, "broken.jpg");
        Locator last = row(person, "hill.png");
        first.getByLabel("Caption").fill("A " + keyword + " by the lake #" + hashtag);
        first.getByLabel("Description for those").fill("lake of " + username);
        broken.getByLabel("Caption").fill("kept " + keyword);
        last.getByLabel("Caption").fill("On a hill #" + hashtag);
        last.getByLabel("Description for those").fill("hill of " + username);
        person.button("Upload 3 pictures").click();

        assertThat(first.getByRole(AriaRole.LINK)).isVisible();
        assertThat(last.getByRole(AriaRole.LINK)).isVisible();
        assertThat(broken).containsText("This picture is damaged or incomplete. Open it in a picture program, "
                + "save it anew and add it again.");
        assertThat(broken).containsText("Not uploaded");
        assertThat(broken.getByLabel("Caption")).hasValue("kept " + keyword);
        assertThat(page.locator(".upload-summary")).containsText("2 of 2 pictures uploaded");
        assertThat(page.locator(".upload-summary")).containsText("1 picture needs your attention");
        assertThat(client().imagesOf(username).ids().size()).isLessThanOrEqualTo(2);
        return List.of(idOf(first), idOf(last));
    }

    private static Locator row(Visitor person, String file) {
        return person.page()
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHas(person.heading(file)));
    }

    private static String idOf(Locator row) {
        String address = row.getByRole(AriaRole.LINK).getAttribute("href");
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private void seeThemAppear(Visitor other, List<String> ids) {
        ids.forEach(id -> awaitInFeed(username, id));
        // A picture of another test may be late and be counted too.
        Locator pill = other.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions()
                        .setName(Pattern.compile("^([2-9]|[1-9][0-9]+) new pictures$")));
        pill.click();
        assertThat(other.picture("lake of " + username)).isVisible();
        assertThat(other.picture("hill of " + username)).isVisible();
        assertThat(pill).isHidden();
    }

    private void findThem(Visitor other, List<String> ids) {
        ids.forEach(id -> awaitInSearch(username, id));
        Locator box = other.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search pictures"));
        box.fill(keyword.substring(0, keyword.length() - 1));
        box.press("Enter");
        assertThat(other.heading("Results for “" + keyword.substring(0, keyword.length() - 1) + "”")).isVisible();
        assertThat(other.page().locator(".tile")).hasCount(1);
        assertThat(other.page().locator(".tile mark")).hasText(keyword);

        box.fill("#" + hashtag.substring(0, hashtag.length() - 2));
        Locator option = other.page()
                .getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(hashtag));
        assertThat(option).isVisible();
        box.press("ArrowDown");
        box.press("Enter");
        assertThat(other.page()).hasURL(Pattern.compile(".*/search\\?q=%23" + hashtag + "$"));
        assertThat(other.page().locator(".tile")).hasCount(2);

        box.fill("@" + username);
        box.press("Enter");
        assertThat(other.page()).hasURL(Pattern.compile(".*/search\\?q=%40" + username + "$"));
        assertThat(other.page().locator(".tile")).hasCount(2);
        other.goTo("/search?q=" + username + "nothing");
        assertThat(other.heading("Nothing found")).isVisible();
        other.page().waitForResponse("**/api/feed/live", () -> other.goTo("/"));
        assertThat(other.picture("lake of " + username)).isVisible();
    }

    private void edit(Visitor person, String id) {
        Page page = person.page();
        row(person, "lake.jpg").getByRole(AriaRole.LINK).click();
        page.waitForURL("**/i/" + id);
        assertThat(page.locator(".caption").getByRole(AriaRole.LINK)).hasText("#" + hashtag);
        person.button("Edit").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Edit the picture"));
        dialog.getByLabel("Caption").fill("The " + keyword + " at dusk #" + laterHashtag + " #" + laterHashtag + "2");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();
        assertThat(dialog).isHidden();
        person.seesNotice("Saved.");
        assertThat(page.locator(".caption").getByRole(AriaRole.LINK)).hasText(
                new String[]{"#" + laterHashtag, "#" + laterHashtag + "2"});
        assertThat(client().get("/api/images/" + id).as(PortalClient.Image.class).hashtags())
                .containsExactly(laterHashtag, laterHashtag + "2");
        await().atMost(SOON).until(() -> client().imagesWith(laterHashtag).ids(), ids -> ids.contains(id));
        await().atMost(SOON).until(() -> client().imagesWith(hashtag).ids(), ids -> !ids.contains(id));
    }

    private void download(Visitor person) throws IOException {
        var download = person.page().waitForDownload(person.link("Download the original")::click);
        assertThat(download.suggestedFilename()).isEqualTo("lake.jpg");
        assertThat(Files.readAllBytes(download.path())).isEqualTo(lake);
    }

    private void delete(Visitor person, Visitor other, String id) {
        Page page = person.page();
        person.button("Delete").click();
        Locator dialog = page.getByRole(AriaRole.ALERTDIALOG,
                new Page.GetByRoleOptions().setName("Delete this picture?"));
        assertThat(dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Keep it"))).isFocused();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete")).click();
        person.seesNotice("The picture is deleted.");
        assertThat(other.picture("lake of " + username)).hasCount(0);
        assertThat(other.picture("hill of " + username)).isVisible();
        assertThat(client().get("/api/images/" + id).status()).isEqualTo(404);
        person.goTo("/i/" + id);
        assertThat(person.heading("This picture is gone")).isVisible();
    }

    private void logOut(Visitor person) {
        person.button("Account of Ada of " + username).click();
        person.menuItem("Log out").click();
        person.seesNotice("You are logged out.");
        assertThat(person.page()
                .locator("header")
                .getByRole(AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("Log in")))
                .isVisible();
        assertThat(person.context().request().get("/api/session").status()).isEqualTo(401);
        person.goTo("/settings").page().waitForURL("**/login?next=%2Fsettings");
    }
}
