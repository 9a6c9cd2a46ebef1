package dev.imageportal.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Image;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Home loads little and stands still. Bytes and shifts are counted, nothing is timed.
class BrowserHomeIT extends BrowserTest {

    private static final int PICTURES = 60;
    private static final int PAGE = 30;
    private static final int MOST_SCRIPT = 110_000;
    private static final int MOST_BYTES = 1_500_000;
    private static final double MOST_SHIFT = 0.02;

    private static final String COUNT_SHIFTS = """
            window.shift = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
            }).observe({ type: "layout-shift", buffered: true });
            performance.setResourceTimingBufferSize(1000);""";
    /// What comes later than that after the load is fetched ahead, for pages that may follow.
    private static final String LOADED = """
            () => {
              const [visit] = performance.getEntriesByType("navigation");
              const files = performance.getEntriesByType("resource").filter(({ name }) => !name.includes("/api/feed/live"));
              return JSON.stringify([visit, ...files].map(({ name, startTime, transferSize }) => ({
                path: new URL(name).pathname, bytes: transferSize, ahead: startTime > visit.loadEventEnd + 2900,
              })));
            }""";

    private record Loaded(String path, int bytes, boolean ahead) {

        boolean isOfFirstPage(List<Image> newest) {
            return !path.startsWith("/media/")
                    || newest.stream().limit(PAGE).anyMatch(image -> path.startsWith("/media/" + image.id()));
        }
    }

    @Test
    void homeLoadsLittleAndStandsStill() {
        Person person = newPerson();
        List<Image> newest = upload(person);

        Visitor phone = visitor(new Browser.NewContextOptions().setViewportSize(390, 844)
                .setDeviceScaleFactor(3)
                .setIsMobile(true)
                .setHasTouch(true));
        phone.context().addInitScript(COUNT_SHIFTS);
        phone.goTo("/");
        seeAll(phone, newest);
        List<Loaded> files = loaded(phone.page());
        int script = bytes(files, file -> file.path.endsWith(".js"));
        int all = bytes(files, file -> file.isOfFirstPage(newest));
        System.out.printf("Home loads %d bytes of script, with its first %d pictures %d bytes%n", script, PAGE, all);
        assertThat(files.stream().filter(file -> file.path.startsWith("/media/") && file.isOfFirstPage(newest)).count())
                .isGreaterThanOrEqualTo(PAGE);
        assertThat(script).isPositive().isLessThanOrEqualTo(MOST_SCRIPT);
        assertThat(all).isGreaterThan(script).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(shift(phone.page())).isLessThan(MOST_SHIFT);

        Visitor desktop = visitor();
        desktop.context().addInitScript(COUNT_SHIFTS);
        desktop.goTo("/");
        seeAll(desktop, newest);
        assertThat(shift(desktop.page())).isLessThan(MOST_SHIFT);
    }

    @Test
    void aReloadFarDownFindsItsPlace() {
        Person person = newPerson();
        List<Image> newest = IntStream.range(0, PAGE + 15)
                .mapToObj(number -> person.upload(client(), Form.of(Pictures.jpeg(300, 200))
                        .altText(person.username() + " " + number)))
                .toList()
                .reversed();
        await().atMost(SOON)
                .until(() -> client().imagesOf(person.username()).ids(), ids -> ids.size() == newest.size());
        Visitor phone = visitor(
                new Browser.NewContextOptions().setViewportSize(390, 844).setIsMobile(true).setHasTouch(true));
        phone.context().addInitScript(COUNT_SHIFTS);
        Page page = phone.goTo("/@" + person.username()).page();
        seeAll(phone, newest.subList(0, PAGE + 12));
        page.evaluate("() => new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))");
        int top = (int) page.evaluate("() => Math.round(scrollY)");
        Image far = newest.get(PAGE + 11);
        assertThat(phone.picture(far.altText())).isInViewport();

        page.reload();
        assertThat(phone.picture(far.altText())).isInViewport();
        page.waitForFunction("top => Math.abs(scrollY - top) < 2", top);
        assertThat(shift(page)).isLessThan(MOST_SHIFT);

        // Behind another page of the same visit, too.
        phone.picture(far.altText()).click();
        assertThat(phone.heading("Details")).isVisible();
        page.reload();
        assertThat(phone.heading("Details")).isVisible();
        page.goBack();
        page.waitForFunction("top => Math.abs(scrollY - top) < 2", top);
        assertThat(phone.picture(far.altText())).isInViewport();
    }

    /// Newest first.
    private static List<Image> upload(Person person) {
        byte[] wide = Pictures.grainy(900, 600);
        byte[] high = Pictures.grainy(600, 800);
        List<Image> images = IntStream.range(0, PICTURES)
                .mapToObj(number -> person.upload(client(), Form.of(number % 3 == 0 ? high : wide)
                        .altText(person.username() + " " + number)))
                .toList();
        await().atMost(SOON)
                .until(() -> client().imagesOf(person.username()).ids(), ids -> ids.size() == PICTURES);
        return images.reversed();
    }

    /// Scrolls until each has been seen, loaded.
    private static void seeAll(Visitor visitor, List<Image> images) {
        Page page = visitor.page();
        for (Image image : images) {
            var picture = visitor.picture(image.altText());
            picture.scrollIntoViewIfNeeded();
            assertThat(picture).hasJSProperty("complete", true);
        }
        assertThat(page.locator(".waiting")).hasCount(0);
    }

    private static List<Loaded> loaded(Page page) {
        return Stream.of(new JsonMapper().readValue((String) page.evaluate(LOADED), Loaded[].class))
                .filter(file -> !file.ahead || file.path.startsWith("/media/"))
                .toList();
    }

    private static int bytes(List<Loaded> files, Predicate<Loaded> counted) {
        return files.stream().filter(counted).mapToInt(Loaded::bytes).sum();
    }

    private static double shift(Page page) {
        return ((Number) page.evaluate("() => window.shift")).doubleValue();
    }
}
