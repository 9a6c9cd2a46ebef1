package dev.imageportal.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The newest 30 pictures of everyone, in tables of all sizes.
final class FeedScenario implements Scenario {

    private static final int CLIENTS = 16;
    private static final String PATH = "/api/feed?limit=30";
    private static final int COMPARED = 200_000;
    private static final int WRITTEN = 100_000;
    private static final Duration GROW_AT_MOST = Duration.ofMinutes(7);

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public Section measure(Stage stage) throws Exception {
        FeedTables tables = new FeedTables(stage.portal());
        Baseline baseline = stage.baseline();
        List<List<String>> rows = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        Map<Integer, Sides> sizes = new TreeMap<>();
        for (int wanted : stage.quick() ? new int[]{1_000, 100_000} : new int[]{1_000, 100_000, 5_000_000}) {
            int size = fill(stage, tables, wanted);
            if (sizes.isEmpty()) {
                stage.heat(ClosedLoop.get(stage.portal().address(), CLIENTS, PATH));
            }
            Sides sides = Sides.empty();
            for (int round = 0; round < stage.rounds(); round++) {
                sides.portal().add(portal(stage));
                stage.say("feed of " + count(size) + " pictures", sides.portal().getLast());
            }
            sizes.put(size, sides);
            rows.addAll(sides.rows(count(size) + " pictures"));
        }
        if (baseline != null) {
            fill(stage, tables, COMPARED);
            BaselineTable.load(baseline, new Corpus(COMPARED).pictures());
            Sides sides = Sides.alternate(stage, "feed of " + count(COMPARED) + " pictures", () -> portal(stage),
                    () -> ClosedLoop.get(baseline.address(), CLIENTS, PATH)
                            .run(stage.warmUp(), stage.time(), baseline::meter));
            rows.addAll(sides.rows(count(COMPARED) + " pictures"));
            targets.add(Target.atLeast("feed pages a second at 16 clients, by the baseline's", 5,
                    sides.ratio(Round::perSecond), " ×"));
        }
        tables.clear();
        sizes.forEach((size, sides) -> {
            if (size > 1_000) {
                targets.add(Target.atMost("p50 at " + count(size) + " pictures, by that at " + count(1_000), 1.3,
                        Round.median(sides.portal(), Round::p50)
                                / Round.median(sizes.getOrDefault(1_000, sides).portal(), Round::p50),
                        " ×"));
            }
        });
        return new Section("Home feed")
                .text("`GET " + PATH + "` through the gateway, by a closed loop of 16 clients; "
                        + stage.medians() + ". The pictures are written straight into feed-service's tables; "
                        + "above 100,000 the database makes them of those that are there.")
                .table(Sides.HEAD, rows)
                .targets(targets);
    }

    /// @return how many pictures there are: fewer when more would take too long
    private static int fill(Stage stage, FeedTables tables, int size) throws Exception {
        long begun = System.nanoTime();
        int present = size;
        tables.load(new Corpus(Math.min(size, size == COMPARED ? COMPARED : WRITTEN)));
        if (size > COMPARED) {
            present = (int) tables.grow(size, GROW_AT_MOST);
        }
        // an upload of the usual kind, so that whoever remembers the newest page learns of new ones
        Arrivals.uploadAndAwait(stage);
        stage.say(String.format(Locale.ROOT, "%s pictures written in %.0f s", count(present),
                (System.nanoTime() - begun) / 1e9));
        return present;
    }

    private static Round portal(Stage stage) throws InterruptedException {
        return ClosedLoop.get(stage.portal().address(), CLIENTS, PATH)
                .run(stage.warmUp(), stage.time(), stage.portal()::meter);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
