package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Finds what keeps people out of a page: WCAG 2.2 AA, and what is good practice beyond.
final class Axe {

    private static final String RUN = """
            async () => {
              const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
              const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
              return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
                `${id}: ${html.slice(0, 300)} ${failureSummary.replaceAll(/\\s+/g, " ")}`));
            }""";

    private Axe() {}

    /// Every page of the context knows axe from then on.
    static void prepare(BrowserContext context) {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            context.addInitScript(new String(script.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static List<String> barriers(Page page) {
        return (List<String>) page.evaluate(RUN);
    }
}
