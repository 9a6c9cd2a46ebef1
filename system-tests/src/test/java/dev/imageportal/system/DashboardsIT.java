package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.imageportal.system.Dashboard.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What operators look at shows something while people use the portal. Needs Prometheus on the path, and says so where
/// there is none; with PORTAL_REQUIRE_PROMETHEUS=true that is a failure.
class DashboardsIT extends SystemTest {

    private static final Path DEPLOY = Path.of(System.getProperty("portal.home", "..")).resolve("deploy");
    private static final Duration LONG = Duration.ofMinutes(2);
    /// Metrics of this portal have several parts; labels stand before an operator.
    private static final Pattern METRIC = Pattern.compile("\\b[a-z][a-z0-9]*[_:][a-z0-9_:]*\\b(?! *[=!~(])");

    @TempDir
    static Path folder;

    private static @Nullable PrometheusServer server;

    @BeforeAll
    static void startPrometheus() throws IOException {
        Optional<Path> program = PrometheusServer.program();
        if (program.isEmpty()) {
            String advice = "There is no prometheus on the path: install it to try the dashboards (Debian: apt-get install prometheus)";
            assertThat(System.getenv("PORTAL_REQUIRE_PROMETHEUS")).as(advice).isNotEqualTo("true");
            abort(advice);
        }
        portal();
        server = PrometheusServer.start(program.orElseThrow(), folder, DEPLOY.resolve("prometheus/rules"));
    }

    @AfterAll
    static void stopPrometheus() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyPanelShowsSomething() throws IOException {
        List<Dashboard> dashboards = Dashboard.all(DEPLOY.resolve("grafana/dashboards"));
        assertThat(dashboards).extracting(Dashboard::title)
                .containsExactlyInAnyOrder("Portal overview", "Image pipeline", "Events", "JVM and hosts");
        Traffic traffic = Traffic.begin(client());

        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            traffic.go();
            assertThat(panels(dashboards)).filteredOn(panel -> isEmpty(panel.query())).isEmpty();
        });
    }

    /// A panel or an alert would be quiet about a metric that is not there.
    @Test
    void everyMetricThatIsAskedForIsThere() throws IOException {
        Traffic traffic = Traffic.begin(client());
        Set<String> asked = new TreeSet<>();
        panels(Dashboard.all(DEPLOY.resolve("grafana/dashboards")))
                .forEach(panel -> asked.addAll(metrics(panel.query())));
        // of blackbox_exporter, which looks at a portal that has a certificate
        Predicate<String> ofPortal = metric -> !metric.startsWith("probe_");
        prometheus().rules().forEach(rule -> asked.addAll(metrics(rule)));
        assertThat(asked).contains("portal_outbox_oldest_age_seconds", "journey:errors:ratio_rate3d",
                "jvm_memory_used_bytes");

        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            traffic.go();
            assertThat(asked.stream().filter(ofPortal))
                    .isSubsetOf(prometheus().labelValues("__name__", "{__name__!=\"\"}"));
        });
    }

    /// A bound of an objective that is none of the histogram's would leave a journey out.
    @ParameterizedTest
    @ValueSource(strings = {"journey:errors:ratio_rate5m", "journey:slow:ratio_rate5m"})
    void everyJourneyIsMeasured(String ratio) {
        Traffic traffic = Traffic.begin(client());

        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            traffic.go();
            assertThat(prometheus().query(ratio + " >= 0").valueStream())
                    .extracting(series -> series.path("metric").path("journey").asString())
                    .containsExactlyInAnyOrder("sign-in", "upload", "view", "find");
        });
    }

    private static List<Panel> panels(List<Dashboard> dashboards) {
        return dashboards.stream().flatMap(dashboard -> dashboard.resolved(prometheus()).stream()).toList();
    }

    private static boolean isEmpty(String query) {
        JsonNode result = prometheus().query(query);
        return result.valueStream().noneMatch(series -> !series.path("value").path(1).asString().equals("NaN"));
    }

    private static Set<String> metrics(String query) {
        String bare = query.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("\\b(by|on) *\\([^)]*\\)", "");
        return METRIC.matcher(bare)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static PrometheusServer prometheus() {
        if (server == null) {
            throw new IllegalStateException("Prometheus does not run");
        }
        return server;
    }
}
