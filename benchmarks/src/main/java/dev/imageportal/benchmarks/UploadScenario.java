package dev.imageportal.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// From the first byte of a photograph to the `201`, at which every size of it can be viewed.
final class UploadScenario implements Scenario {

    private static final int[] CLIENTS = {1, 4, 8};
    private static final int MOST = 8;

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public Section measure(Stage stage) throws Exception {
        List<Photos.Photo> photos = stage.photos().all();
        stage.heatUploads();
        warmUp(stage, photos);
        Map<Integer, Sides> sides = new LinkedHashMap<>();
        for (int round = 0; round < stage.rounds(); round++) {
            for (int clients : CLIENTS) {
                if (stage.quick() && clients == 4) {
                    continue;
                }
                int count = (stage.quick() ? 1 : clients == MOST ? 4 : 2) * photos.size();
                sides.computeIfAbsent(clients, each -> Sides.empty())
                        .add(stage, "upload, " + clients + (clients == 1 ? " client" : " clients"),
                                () -> portal(stage, photos, clients, count),
                                () -> baseline(stage, photos, clients, count));
            }
        }
        List<Photos.Photo> wide = photos.stream().filter(Photos.Photo::wide).toList();
        Sides large = Sides.empty();
        if (!wide.isEmpty()) {
            large.add(stage, "upload of 5120 × 2880, 8 clients",
                    () -> portal(stage, wide, MOST, 2 * MOST, stage.portal()::memoryMeter),
                    () -> baseline(stage, wide, MOST, 2 * MOST, Baseline::memoryMeter));
        }
        return report(stage, sides, large);
    }

    private static Section report(Stage stage, Map<Integer, Sides> sides, Sides large) {
        List<List<String>> rows = new ArrayList<>();
        sides.forEach((clients, each) -> rows.addAll(each.rows(clients == 1 ? "1 client" : clients + " clients")));
        Section section = new Section("Upload → viewable")
                .text("Photographs through the gateway, by Gatling: " + stage.photos().source()
                        + ", each with bytes of its own. At the `201` every size can be viewed, which is tried. The "
                        + "processor time is that of all the portal's processes until they are quiet again, so "
                        + "work in the background counts; " + stage.medians() + ".")
                .table(Sides.HEAD, rows);
        Sides most = sides.getOrDefault(MOST, Sides.empty());
        double quiet = Round.median(most.portal(), round -> round.usage().drained());
        section.text("After the last `201` at 8 clients the portal worked on for " + Target.number(quiet)
                + " s in the background.");
        return memory(section, large).targets(targets(most, large));
    }

    private static Section memory(Section section, Sides large) {
        if (large.portal().isEmpty()) {
            return section;
        }
        List<List<String>> rows = new ArrayList<>();
        large.portal()
                .getFirst()
                .usage()
                .memory()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rows.add(List.of("portal", entry.getKey(), Target.megabytes(entry.getValue()))));
        if (large.compared()) {
            rows.add(List.of("baseline", "app", Target.megabytes(Round.memory(large.baseline(), "app"))));
        }
        return section
                .text("Peak memory (proportional set size) while 8 clients upload pictures of 5120 × 2880 pixels:")
                .table(List.of("side", "process", "peak"), rows);
    }

    private static List<Target> targets(Sides most, Sides large) {
        List<Target> targets = new ArrayList<>();
        if (most.compared()) {
            targets.add(Target.atLeast("images a second at 8 clients, by the baseline's", 3,
                    most.ratio(Round::perSecond), " ×"));
            targets.add(Target.atMost("p50 at 8 clients, by the baseline's", 1 / 3.0, most.ratio(Round::p50), " ×"));
            targets.add(Target.atMost("processor time a picture, by the baseline's", 1,
                    most.ratio(Round::processorEach), " ×"));
        }
        if (!large.portal().isEmpty()) {
            targets.add(Target.atMost("image-service's memory, 8 uploads of 5120 × 2880", 400,
                    Round.memory(large.portal(), "image-service") / 1e6, " MB"));
        }
        return targets;
    }

    private static Round portal(Stage stage, List<Photos.Photo> photos, int clients, int count)
            throws InterruptedException {
        return portal(stage, photos, clients, count, stage.portal()::meter);
    }

    private static Round portal(Stage stage, List<Photos.Photo> photos, int clients, int count, Supplier<Meter> meters)
            throws InterruptedException {
        return UploadLoad.closed(stage.portal().url(), stage.token(), photos, clients, count).run(meters);
    }

    private static Round baseline(Stage stage, List<Photos.Photo> photos, int clients, int count)
            throws InterruptedException {
        return baseline(stage, photos, clients, count, Baseline::meter);
    }

    private static Round baseline(Stage stage, List<Photos.Photo> photos, int clients, int count,
            Function<Baseline, Meter> meter) throws InterruptedException {
        Baseline baseline = stage.baseline();
        if (baseline == null) {
            throw new IllegalStateException("there is none");
        }
        return UploadLoad.closed(baseline.url(), Stage.BASELINE_TOKEN, photos, clients, count)
                .run(() -> meter.apply(baseline));
    }

    /// Each photograph on each side; that the renditions are there is looked at right after the answer.
    private static void warmUp(Stage stage, List<Photos.Photo> photos) throws Exception {
        for (Photos.Photo photo : photos) {
            Http.Answer answer = stage.portal().upload(stage.token(), photo.unique(), "warm-up").expect(201);
            answer.json()
                    .path("renditions")
                    .forEach(rendition -> stage.portal()
                            .get(rendition.path("url").asString())
                            .expect(200));
        }
        for (int more = 0; more < (stage.quick() ? 0 : 2); more++) {
            portal(stage, photos, MOST, photos.size());
        }
        if (stage.baseline() != null) {
            baseline(stage, photos, MOST, photos.size());
        }
    }
}
