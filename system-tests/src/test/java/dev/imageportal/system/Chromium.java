package dev.imageportal.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The machine's own Chromium, one process for all tests. `PORTAL_CHROMIUM` names it where it is not on the path.
///
/// Where there is none, the tests are skipped and say so; with `PORTAL_REQUIRE_CHROMIUM=true` they fail.
final class Chromium implements BeforeAllCallback {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String ABSENT = "No Chromium was found, so the web client was not tested in a browser: "
            + "install one (Debian: apt-get install chromium) or name it in PORTAL_CHROMIUM";

    /// In milliseconds, as Playwright counts.
    static final double PATIENCE = (double) SystemTest.SOON.toMillis();

    private static @Nullable Running running;

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        @Override
        public void close() {
            playwright.close();
        }
    }

    static Browser browser() {
        if (running == null) {
            throw new IllegalStateException("Chromium does not run");
        }
        return running.browser;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            if ("true".equals(System.getenv("PORTAL_REQUIRE_CHROMIUM"))) {
                throw new AssertionError(ABSENT);
            }
            System.out.println(ABSENT);
            Assumptions.abort(ABSENT);
        }
        // Closed by JUnit when the last test has ended.
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent(Running.class, _ -> launch(program.orElseThrow()), Running.class);
    }

    private static Running launch(Path program) {
        Path node = onPath("node").orElseThrow(() -> new IllegalStateException("node is not on the path"));
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString())));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        Browser browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(program)
                        .setTimeout(PATIENCE)
                        // Root has no sandbox.
                        .setChromiumSandbox(false)
                        .setArgs(List.of("--disable-background-networking", "--disable-component-update",
                                "--disable-sync", "--disable-dev-shm-usage", "--disable-gpu")));
        return new Running(playwright, browser);
    }

    private static Optional<Path> program() {
        String named = System.getenv("PORTAL_CHROMIUM");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
