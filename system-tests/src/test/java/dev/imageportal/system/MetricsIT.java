package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Service;
import dev.imageportal.system.PortalClient.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the services tell those who watch them is documented, and holds no more than was decided.
class MetricsIT extends SystemTest {

    /// A service with all its labels' values in use stays below, whoever sends what.
    private static final int MOST_SERIES = 1_500;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-");

    @Test
    void noLabelHoldsWhatPeopleSend() {
        Traffic traffic = Traffic.begin(client());
        Image image = traffic.go().getFirst();
        awaitShownOnce(image);
        String madeUp = Person.newName();
        for (String path : List.of("/" + madeUp, "/api/" + madeUp, "/api/images/" + madeUp, "/media/" + madeUp,
                "/api/users/" + madeUp, "/api/users/" + madeUp + "/images", "/api/tags/" + madeUp + "/images",
                "/api/search?q=" + madeUp, "/api/feed/" + madeUp, "/actuator/" + madeUp, "/internal/" + madeUp)) {
            for (String method : List.of("GET", "POST", madeUp.toUpperCase(Locale.ROOT))) {
                client().send(method, path, null);
                Stream.of(Service.values())
                        .forEach(service -> new PortalClient(Scrape.address(service)).send(method, path,
                                null));
            }
        }

        Map<Service, Scrape> scrapes = scrapes();

        scrapes.forEach((service, scrape) -> {
            assertThat(scrape.series()).as("series of %s", service).hasSizeLessThan(MOST_SERIES);
            assertThat(scrape.series()).allSatisfy(series -> assertThat(series.labels().values()).noneMatch(
                    value -> value.contains(image.id()) || value.contains(image.username())
                            || value.toLowerCase(Locale.ROOT).contains(madeUp) || ID.matcher(value).find()));
        });
    }

    @Test
    void theTableOfMetricsIsComplete() throws IOException {
        Map<Service, Set<String>> documented = documented();
        Traffic traffic = Traffic.begin(client());
        awaitShownOnce(traffic.go().getFirst());

        await().atMost(SOON.multipliedBy(3)).untilAsserted(() -> {
            Map<Service, Set<String>> told = new TreeMap<>();
            scrapes().forEach((service, scrape) -> told.put(service, scrape.portalNames()));
            assertThat(told).isEqualTo(documented);
        });
    }

    private static Map<Service, Scrape> scrapes() {
        Map<Service, Scrape> scrapes = new TreeMap<>();
        for (Service service : Service.values()) {
            scrapes.put(service, Scrape.of(service));
        }
        return scrapes;
    }

    /// Rows such as ``| `portal_sessions_total` | user-service | …``.
    private static Map<Service, Set<String>> documented() throws IOException {
        Map<Service, Set<String>> names = new TreeMap<>();
        Path home = Path.of(System.getProperty("portal.home", ".."));
        for (String line : Files.readAllLines(home.resolve("docs/metrics.md"))) {
            if (line.startsWith("| `portal_")) {
                List<String> cells = new ArrayList<>(Arrays.asList(line.split("\\|")));
                String name = cells.get(1).strip().replace("`", "");
                Stream.of(Service.values())
                        .filter(service -> List.of(cells.get(2).strip().split(", ")).contains(service.part()))
                        .forEach(service -> names.computeIfAbsent(service, _ -> new TreeSet<>()).add(name));
            }
        }
        assertThat(names).containsOnlyKeys(Service.values());
        return names;
    }
}
