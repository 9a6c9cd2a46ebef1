package dev.imageportal.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests of the web client in a real browser, against the whole portal.
@ExtendWith(Chromium.class)
abstract class BrowserTest extends SystemTest {

    private final List<Visitor> visitors = new ArrayList<>();

    Visitor visitor() {
        return visitor(new Browser.NewContextOptions());
    }

    Visitor visitor(Browser.NewContextOptions options) {
        return visitor(TestedPortal.gateway(), options);
    }

    Visitor visitor(URI address, Browser.NewContextOptions options) {
        Visitor visitor = new Visitor(address, options);
        visitors.add(visitor);
        return visitor;
    }

    static void choose(Page page, Runnable opening, FilePayload... files) {
        page.waitForFileChooser(opening).setFiles(files);
    }

    static FilePayload jpeg(String name, byte[] bytes) {
        return new FilePayload(name, "image/jpeg", bytes);
    }

    @AfterEach
    void noPageMayHaveComplained() {
        try {
            visitors.forEach(Visitor::hasNoComplaints);
        } finally {
            visitors.forEach(Visitor::close);
        }
    }
}
