package dev.imageportal.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Queries of all kinds, in indexes of all sizes.
final class SearchScenario implements Scenario {

    private static final int CLIENTS = 16;
    private static final int DEEP = 20;
    /// Requests before one comes again: more than are answered while the gateway keeps an answer.
    private static final int APART = 4_000;
    private static final Duration FILL_AT_MOST = Duration.ofMinutes(6);

    @Override
    public String name() {
        return "search";
    }

    @Override
    public Section measure(Stage stage) throws Exception {
        int[] sizes = stage.quick() ? new int[]{1_000, 50_000} : new int[]{1_000, 100_000, 200_000, 2_000_000};
        int compared = stage.quick() ? 50_000 : 200_000;
        Corpus corpus = new Corpus(sizes[sizes.length - 1]);
        Events events = new Events(stage.portal());
        List<List<String>> kinds = new ArrayList<>();
        List<List<String>> sides = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        int present = 0;
        for (int size : sizes) {
            int before = present;
            present += fill(stage, events, corpus, present, size);
            heat(stage);
            kinds.addAll(kinds(stage, present));
            if (size == compared && stage.baseline() != null) {
                compare(stage, corpus, size, sides, targets);
            }
            if (present < size) {
                stage.say("The rest of the pictures would take too long: " + (present - before) + " came in time");
                break;
            }
        }
        Section section = new Section("Search")
                .text("`GET /api/search` through the gateway, pages of 30 by relevance, by a closed loop of 16 clients. "
                        + "The pictures come as their events come, by Kafka. One round for each figure of the first "
                        + "table, in which no answer comes from the gateway's memory: each request has a parameter of "
                        + "its own, which search-service does not look at.")
                .table(List.of("pictures", "query", "per second", "p50", "p99", "processor time each", "failed"),
                        kinds);
        if (!sides.isEmpty()) {
            section.text("Side by side, the same " + FeedScenario.count(compared) + " pictures; "
                    + stage.medians() + ". The portal ranks; the baseline's `LIKE` stops at the newest 30.")
                    .table(Sides.HEAD, sides);
        }
        return section.targets(targets);
    }

    /// @return how many came in time
    private static int fill(Stage stage, Events events, Corpus corpus, int from, int to) throws InterruptedException {
        long begun = System.nanoTime();
        int published = events.publish(corpus.pictures(from, to), FILL_AT_MOST.dividedBy(2));
        long left = events.awaitApplied(FILL_AT_MOST);
        double seconds = (System.nanoTime() - begun) / 1e9;
        stage.say(String.format(Locale.ROOT, "%,d pictures more, %.0f a second", published, published / seconds));
        return (int) (published - left);
    }

    /// Queries by what is special about them.
    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("a rare word", Corpus.RARE);
        queries.put("a common word", Corpus.COMMON);
        queries.put("a hashtag", "#" + Corpus.word(20));
        queries.put("a user", "from:user007");
        queries.put("two words", Corpus.word(3) + " " + Corpus.word(30));
        queries.put("a typo", Corpus.RARE.replace("quux", "qux"));
        return queries;
    }

    private static void heat(Stage stage) throws InterruptedException {
        List<String> paths = queries().values().stream().map(SearchScenario::path).toList();
        stage.heat(new ClosedLoop(stage.portal().address(), IntStream.range(0, APART)
                .mapToObj(number -> HttpConnection.request(stage.portal().address(),
                        paths.get(number % paths.size()) + "&n=" + number))
                .toList(), 200, CLIENTS));
    }

    private static List<List<String>> kinds(Stage stage, int size) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        Map<String, String> paths = new LinkedHashMap<>();
        queries().forEach((kind, query) -> paths.put(kind, path(query)));
        paths.put("page " + DEEP + " of a common word", deep(stage));
        for (Map.Entry<String, String> each : paths.entrySet()) {
            Round round = unlike(stage, each.getValue())
                    .run(stage.warmUp().dividedBy(2), stage.time().dividedBy(2), stage.portal()::meter);
            stage.say(each.getKey() + " in " + FeedScenario.count(size), round);
            rows.add(List.of(FeedScenario.count(size), each.getKey(), Target.number(round.perSecond()),
                    Target.number(round.p50()) + " ms", Target.number(round.p99()) + " ms",
                    Target.number(1000 * round.processorEach()) + " ms", Integer.toString(round.failed())));
        }
        return rows;
    }

    private static void compare(Stage stage, Corpus corpus, int size, List<List<String>> rows, List<Target> targets)
            throws Exception {
        Baseline baseline = stage.baseline();
        if (baseline == null) {
            return;
        }
        BaselineTable.load(baseline, corpus.pictures(0, size));
        Sides rare = sides(stage, baseline, "a rare word", Corpus.RARE);
        Sides common = sides(stage, baseline, "a common word", Corpus.COMMON);
        rows.addAll(rare.rows("a rare word"));
        rows.addAll(common.rows("a common word"));
        rows.addAll(unlike(stage, "a rare word", Corpus.RARE));
        rows.addAll(unlike(stage, "a common word", Corpus.COMMON));
        targets.add(Target.atLeast("searches for a rare word a second, by the baseline's", 300,
                rare.ratio(Round::perSecond), " ×"));
        targets.add(
                Target.atMost("p99 of searches for a rare word", 20, Round.median(rare.portal(), Round::p99), " ms"));
        targets.add(Target.atLeast("searches for a common word a second, by the baseline's", 3,
                common.ratio(Round::perSecond), " ×"));
    }

    private static Sides sides(Stage stage, Baseline baseline, String what, String query) throws Exception {
        return Sides.alternate(stage, what,
                () -> ClosedLoop.get(stage.portal().address(), CLIENTS, path(query))
                        .run(stage.warmUp(), stage.time(), stage.portal()::meter),
                () -> ClosedLoop.get(baseline.address(), CLIENTS, path(query))
                        .run(Duration.ZERO, stage.time(), baseline::meter));
    }

    /// The portal alone, where nobody else has just asked the same.
    private static List<List<String>> unlike(Stage stage, String what, String query) throws Exception {
        String named = what + ", by the service";
        List<Round> rounds = new ArrayList<>();
        for (int round = 0; round < stage.rounds(); round++) {
            rounds.add(unlike(stage, path(query)).run(stage.warmUp(), stage.time(), stage.portal()::meter));
            stage.say(named, rounds.getLast());
        }
        return new Sides(rounds, List.of()).rows(named);
    }

    /// Requests that are not alike to the gateway, though they ask for the same.
    private static ClosedLoop unlike(Stage stage, String path) {
        return new ClosedLoop(stage.portal().address(), IntStream.range(0, APART)
                .mapToObj(number -> HttpConnection.request(stage.portal().address(), path + "&n=" + number))
                .toList(), 200, CLIENTS);
    }

    private static String path(String query) {
        return "/api/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    /// As a person comes there: from page to page.
    private static String deep(Stage stage) {
        String path = path(Corpus.COMMON);
        for (int page = 1; page < DEEP; page++) {
            String cursor = stage.portal().get(path).expect(200).json().path("nextCursor").asString("");
            if (cursor.isEmpty()) {
                return path;
            }
            path = path(Corpus.COMMON) + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }
        return path;
    }
}
