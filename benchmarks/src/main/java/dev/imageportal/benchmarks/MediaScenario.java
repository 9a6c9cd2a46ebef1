package dev.imageportal.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Pictures on their way out: a rendition of some 50 kB, and an original of 16 MB.
final class MediaScenario implements Scenario {

    private static final int CLIENTS = 16;
    private static final int RENDITION = 51_000;
    private static final int ORIGINAL = 16_000_000;

    @Override
    public String name() {
        return "media";
    }

    private record Rendition(String path, long bytes) {}

    @Override
    public Section measure(Stage stage) throws Exception {
        BenchedPortal portal = stage.portal();
        Baseline baseline = stage.baseline();
        List<List<String>> rows = new ArrayList<>();
        List<Target> targets = new ArrayList<>();

        List<String> paths = upload(stage, portal.url(), stage.token());
        settle(portal);
        List<Rendition> renditions = new ArrayList<>();
        Sides first = Sides.empty();
        first.portal().add(once(portal, paths, renditions));
        stage.say("each rendition once, 1 client", first.portal().getLast());
        rows.addAll(first.rows(paths.size() + " renditions, each for the first time, 1 client"));

        Rendition rendition = nearest(renditions);
        Rendition other = baseline == null ? rendition
                : nearest(lengths(baseline.address(),
                        upload(stage, baseline.url(), Stage.BASELINE_TOKEN)));
        settle(portal);
        stage.heat(ClosedLoop.get(portal.address(), CLIENTS, rendition.path));
        Sides repeated = Sides.alternate(stage, "rendition of " + rendition.bytes + " bytes, 16 clients",
                () -> get(stage, portal.address(), rendition.path, portal::meter),
                () -> get(stage, required(baseline).address(), other.path, required(baseline)::meter));
        rows.addAll(repeated.rows(String.format(Locale.ROOT, "rendition of %d kB%s, 16 clients",
                rendition.bytes / 1000, baseline == null ? "" : " (baseline: " + other.bytes / 1000 + " kB)")));
        if (repeated.compared()) {
            targets.add(Target.atLeast("renditions a second at 16 clients, by the baseline's", 8,
                    repeated.ratio(Round::perSecond), " ×"));
        }

        String original = stage.portal()
                .upload(stage.token(), Padding.to(ORIGINAL, stage.photos()), "large")
                .expect(201)
                .json()
                .path("originalUrl")
                .asString();
        settle(portal);
        originals(stage, original, rows);
        return new Section("Media")
                .text("Through the gateway, by a closed loop of clients; " + stage.medians() + ".")
                .table(Sides.HEAD, rows)
                .targets(targets);
    }

    private static void originals(Stage stage, String path, List<List<String>> rows) throws Exception {
        Sides whole = Sides.empty();
        Sides range = Sides.empty();
        InetSocketAddress address = stage.portal().address();
        for (int round = 0; round < stage.rounds(); round++) {
            whole.portal()
                    .add(ClosedLoop.get(address, 4, path)
                            .run(stage.warmUp(), stage.time(), stage.portal()::meter));
            stage.say("original of 16 MB, whole, 4 clients", whole.portal().getLast());
            range.portal()
                    .add(new ClosedLoop(address, List.of(HttpConnection.request(address, path,
                            "Range: bytes=8000000-8999999")), 206, 4)
                            .run(stage.warmUp(), stage.time(), stage.portal()::meter));
            stage.say("original of 16 MB, 1 MB of it, 4 clients", range.portal().getLast());
        }
        rows.addAll(whole.rows("original of 16 MB, whole, 4 clients"));
        rows.addAll(range.rows("original of 16 MB, a range of 1 MB, 4 clients"));
    }

    /// What uploads left to be done in the background is no part of looking at pictures.
    private static void settle(BenchedPortal portal) throws InterruptedException {
        Usage _ = portal.meter().stopWhenQuiet();
    }

    /// Every one once, one after the other.
    private static Round once(BenchedPortal portal, List<String> paths, List<Rendition> found) throws IOException {
        List<Long> times = new ArrayList<>();
        Meter meter = portal.meter();
        long begun = System.nanoTime();
        try (HttpConnection connection = new HttpConnection(portal.address())) {
            for (String path : paths) {
                byte[] request = HttpConnection.request(portal.address(), path);
                long asked = System.nanoTime();
                HttpConnection.Answer answer = connection.ask(request);
                if (answer.status() == 200) {
                    times.add(System.nanoTime() - asked);
                    found.add(new Rendition(path, answer.bytes()));
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Round(Latencies.of(times), paths.size() - times.size(), seconds, meter.stop());
    }

    private static Round get(Stage stage, InetSocketAddress server, String path,
            Supplier<Meter> meters) throws InterruptedException {
        return ClosedLoop.get(server, CLIENTS, path).run(stage.warmUp(), stage.time(), meters);
    }

    /// @return paths of all renditions of all photographs
    private static List<String> upload(Stage stage, URI url, String token) {
        List<String> paths = new ArrayList<>();
        for (Photos.Photo photo : stage.photos().all()) {
            stage.portal()
                    .uploadTo(url, token, photo.unique(), "media")
                    .expect(201)
                    .json()
                    .path("renditions")
                    .forEach(rendition -> paths.add(rendition.path("url").asString()));
        }
        return paths;
    }

    private static List<Rendition> lengths(InetSocketAddress server, List<String> paths) throws IOException {
        List<Rendition> renditions = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(server)) {
            for (String path : paths) {
                renditions.add(new Rendition(path, connection.ask(HttpConnection.request(server, path)).bytes()));
            }
        }
        return renditions;
    }

    private static Rendition nearest(List<Rendition> renditions) {
        return renditions.stream()
                .min(Comparator.comparingLong(rendition -> Math.abs(rendition.bytes - RENDITION)))
                .orElseThrow(() -> new BenchException("there are no renditions"));
    }

    private static Baseline required(@Nullable Baseline baseline) {
        if (baseline == null) {
            throw new IllegalStateException("there is none");
        }
        return baseline;
    }
}
