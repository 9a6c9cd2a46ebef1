package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Image;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What fingers and mice do beside pressing.
class BrowserGestureIT extends BrowserTest {

    private static final String FILES = """
            (file) => {
              const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], file.name, { type: "image/jpeg" }));
              return transfer;
            }""";

    @Test
    void swipesLeadToTheNextPictureOfTheList() {
        Person person = newPerson();
        List<Image> images = List.of(upload(person, "first"), upload(person, "second"), upload(person, "third"));
        Visitor visitor = visitor(
                new Browser.NewContextOptions().setViewportSize(390, 844).setIsMobile(true).setHasTouch(true));
        Page page = visitor.goTo("/@" + person.username()).page();
        visitor.picture("third " + person.username()).tap();
        isShown(visitor, images.get(2));

        swipe(page, 300, 60);
        isShown(visitor, images.get(1));
        swipe(page, 300, 60);
        isShown(visitor, images.get(0));
        swipe(page, 60, 300);
        isShown(visitor, images.get(1));
        page.goBack();
        assertThat(page).hasURL(Pattern.compile(".*/@" + person.username() + "$"));
    }

    private static Image upload(Person person, String altText) {
        Image image = person.upload(client(), Form.of(Pictures.jpeg(600, 500))
                .altText(altText + " " + person.username()));
        awaitInFeed(person.username(), image.id());
        return image;
    }

    private static void isShown(Visitor visitor, Image image) {
        assertThat(visitor.page()).hasURL(Pattern.compile(".*/i/" + image.id() + "$"));
        assertThat(visitor.picture(image.altText())).isVisible();
    }

    private static void swipe(Page page, int from, int to) {
        CDPSession fingers = page.context().newCDPSession(page);
        touch(fingers, "touchStart", from);
        for (int step = 1; step <= 5; step++) {
            touch(fingers, "touchMove", from + (to - from) * step / 5);
        }
        touch(fingers, "touchEnd");
        fingers.detach();
    }

    private static void touch(CDPSession fingers, String type, int... places) {
        JsonArray points = new JsonArray();
        for (int place : places) {
            JsonObject point = new JsonObject();
            point.addProperty("x", place);
            point.addProperty("y", 300);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        fingers.send("Input.dispatchTouchEvent", event);
    }

    @Test
    void filesCanBeDroppedAndPasted() {
        Person person = newPerson();
        Visitor visitor = visitor().logIn(person, "/upload");
        Page page = visitor.page();
        assertThat(visitor.button("Choose pictures")).isVisible();

        Map<String, Object> dropped = Map.of("dataTransfer", files(page, "dropped.jpg"));
        page.dispatchEvent(".chooser", "dragenter", dropped);
        assertThat(page.locator(".chooser")).hasClass(Pattern.compile("hovering"));
        page.dispatchEvent(".chooser", "drop", dropped);
        assertThat(visitor.heading("dropped.jpg")).isVisible();
        assertThat(page.locator(".chooser")).not().hasClass(Pattern.compile("hovering"));

        page.evaluate("files => dispatchEvent(new ClipboardEvent('paste', { clipboardData: files, cancelable: true }))",
                files(page, "pasted.jpg"));
        assertThat(visitor.heading("pasted.jpg")).isVisible();
        visitor.button("Upload 2 pictures").click();
        assertThat(page.locator(".upload.done")).hasCount(2);
    }

    private static Object files(Page page, String name) {
        String base64 = Base64.getEncoder().encodeToString(Pictures.jpeg(300, 200));
        return page.evaluateHandle(FILES, Map.of("name", name, "base64", base64));
    }
}
