package dev.imageportal.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From the `201` of an upload until the feed shows it and search finds it.
final class LagScenario implements Scenario {

    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);
    /// Seconds' worth of uploads that a page holds: what comes later than that would not be seen.
    private static final int COVERED = 4;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    @Override
    public String name() {
        return "lag";
    }

    @Override
    public Section measure(Stage stage) throws Exception {
        stage.heatUploads();
        Photos.Photo small = Photos.small();
        List<List<String>> rows = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        measure(stage, small, 1, stage.quick() ? 10 : 30, "idle: 1 upload a second", rows, targets);
        measure(stage, small, 20, stage.quick() ? 100 : 600, "20 uploads a second", rows, targets);
        return new Section("Event lag")
                .text("From the `201` until a page that is asked for through the gateway every 20 ms has the picture; "
                        + "pictures of 640 × 480 at a steady rate, by Gatling.")
                .table(List.of("load", "where", "seen", "p50", "p99", "highest", "uploads failed"), rows)
                .targets(targets);
    }

    private static UploadLoad load(Stage stage, Photos.Photo picture, double perSecond, int count)
            throws InterruptedException {
        UploadLoad load = UploadLoad.open(stage.portal().url(), stage.token(), List.of(picture), perSecond, count);
        Round round = load.run(stage.portal()::meter);
        stage.say("upload of 640 × 480, " + Target.number(perSecond) + " a second", round);
        return load;
    }

    private static void measure(Stage stage, Photos.Photo picture, double perSecond, int count, String what,
            List<List<String>> rows, List<Target> targets) throws InterruptedException {
        // short pages, as whoever looks takes from the processors that are looked at
        int limit = (int) Math.min(100, Math.ceil(COVERED * perSecond));
        Watch feed = new Watch(stage, "/api/feed?limit=" + limit);
        Watch search = new Watch(stage, "/api/search?q=from:bench&sort=newest&limit=" + limit);
        UploadLoad load;
        try (feed; search) {
            load = load(stage, picture, perSecond, count);
            Thread.sleep(stage.quick() ? SETTLE.dividedBy(5) : SETTLE);
        }
        Map<String, Long> accepted = load.results().accepted();
        for (Map.Entry<String, Watch> each : Map.of("feed", feed, "search", search).entrySet()) {
            Latencies lags = each.getValue().lags(accepted);
            stage.say(what + ", " + each.getKey() + ": p50 " + Target.number(lags.quantile(0.5)) + " ms, p99 "
                    + Target.number(lags.quantile(0.99)) + " ms");
            rows.add(List.of(what, each.getKey(), lags.count() + " of " + accepted.size(),
                    Target.number(lags.quantile(0.5)) + " ms", Target.number(lags.quantile(0.99)) + " ms",
                    Target.number(lags.quantile(1)) + " ms", Integer.toString(load.results().failures())));
            if (perSecond <= 1) {
                double p99 = lags.quantile(0.99);
                targets.add(new Target("p99 until the picture is in the " + each.getKey() + ", idle; every one is seen",
                        "≤ 1 s", Target.number(p99) + " ms, " + lags.count() + " of " + accepted.size(),
                        p99 <= 1_000 && lags.count() == accepted.size()));
            }
        }
    }

    /// Looks at a page again and again, and notes when it first has each picture.
    private static final class Watch implements AutoCloseable {

        private final Map<String, Long> seen = new ConcurrentHashMap<>();
        private final Thread thread;

        private Watch(Stage stage, String path) {
            thread = Thread.ofPlatform().daemon().name("watch").start(() -> {
                try {
                    while (true) {
                        String page = new String(stage.portal().get(path).expect(200).body(),
                                StandardCharsets.UTF_8);
                        long now = System.nanoTime();
                        Matcher ids = ID.matcher(page);
                        while (ids.find()) {
                            seen.putIfAbsent(ids.group(1), now);
                        }
                        Thread.sleep(PAUSE);
                    }
                } catch (BenchException | InterruptedException e) {
                    // it is over
                }
            });
        }

        private Latencies lags(Map<String, Long> accepted) {
            return Latencies.of(accepted.entrySet()
                    .stream()
                    .filter(each -> seen.containsKey(each.getKey()))
                    .mapToLong(each -> Math.max(0, seen.getOrDefault(each.getKey(), 0L) - each.getValue())));
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }
    }
}
