package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The ways of an upload beside the straight one.
class BrowserUploadIT extends BrowserTest {

    @Test
    void whatBreaksARuleIsNotSent() {
        Person person = newPerson();
        Visitor visitor = visitor().logIn(person, "/upload");
        Page page = visitor.page();
        List<String> sent = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST")) {
                sent.add(request.url());
            }
        });
        choose(page, visitor.button("Choose pictures")::click, jpeg("fine.jpg", Pictures.jpeg(300, 200)),
                new FilePayload("notes.txt", "text/plain", new byte[]{'n', 'o'}),
                new FilePayload("wide.png", "image/png", Pictures.pngClaiming(20_000, 20_000)));

        assertThat(page.locator(".upload .field-error")).containsText(
                new String[]{"This is not a picture that the portal takes.",
                        "This picture has 400 megapixels; at most 100 fit."});
        assertThat(page.getByText("A sentence here lets blind people in, and search finds it.")).hasCount(1);
        visitor.label("Caption").fill("x".repeat(2_201));
        assertThat(page.getByText("1 too many")).isVisible();
        visitor.button("Upload 1 picture").click();
        assertThat(page.locator(".upload .field-error").first())
                .hasText("The caption is too long. Shorten it to 2,200 characters.");
        assertThat(sent).isEmpty();

        visitor.label("Caption").fill("x".repeat(2_200));
        visitor.button("Upload 1 picture").click();
        assertThat(page.locator(".upload.done")).hasCount(1);
        assertThat(sent).hasSize(1);
    }

    @Test
    void anUploadCanBePausedAndCancelledAndLeavingItWarns() {
        Person person = newPerson();
        Visitor visitor = visitor().expecting("net::").logIn(person, "/upload");
        Page page = visitor.page();
        choose(page, visitor.button("Choose pictures")::click, jpeg("kept.jpg", Pictures.grainy(3000, 2000)),
                jpeg("dropped.jpg", Pictures.grainy(3000, 2000)));
        CDPSession network = page.context().newCDPSession(page);
        sendAtMost(network, 20_000);
        visitor.button("Upload 2 pictures").click();
        for (String bar : List.of("Progress of kept.jpg", "Progress of dropped.jpg", "All uploads")) {
            assertThat(page.getByRole(AriaRole.PROGRESSBAR, new Page.GetByRoleOptions().setName(bar))).isVisible();
        }
        visitor.button("Pause kept.jpg").click();
        assertThat(page.getByText("Paused. It starts from its beginning when you resume")).isVisible();
        visitor.button("Cancel dropped.jpg").click();
        assertThat(visitor.heading("dropped.jpg")).hasCount(0);

        List<String> warnings = new CopyOnWriteArrayList<>();
        page.onDialog(dialog -> stay(dialog, warnings));
        page.close(new Page.CloseOptions().setRunBeforeUnload(true));
        page.waitForCondition(() -> !warnings.isEmpty());
        assertThat(warnings).containsExactly("beforeunload");

        sendAtMost(network, -1);
        visitor.button("Resume kept.jpg").click();
        assertThat(page.locator(".upload.done")).hasCount(1);
        await().atMost(SOON).until(() -> client().imagesOf(person.username()).ids().size() == 1);
    }

    private static void sendAtMost(CDPSession network, int bytesPerSecond) {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        network.send("Network.enable");
        network.send("Network.emulateNetworkConditions", conditions);
    }

    private static void stay(Dialog dialog, List<String> warnings) {
        warnings.add(dialog.type());
        dialog.dismiss();
    }

    @Test
    void aPhoneTakesPictures() {
        Person person = newPerson();
        Visitor visitor = visitor(
                new Browser.NewContextOptions().setViewportSize(390, 844).setIsMobile(true).setHasTouch(true))
                .logIn(person, "/upload");
        FileChooser camera = visitor.page().waitForFileChooser(visitor.button("Take a picture")::tap);

        assertThat(camera.element().getAttribute("capture")).isEqualTo("environment");
        camera.setFiles(jpeg("taken.jpg", Pictures.jpeg(300, 200)));
        visitor.button("Upload 1 picture").tap();
        assertThat(visitor.page().locator(".upload.done")).hasCount(1);
    }
}
