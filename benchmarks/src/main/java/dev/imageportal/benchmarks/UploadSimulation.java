package dev.imageportal.benchmarks;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.Preferences;
import org.jspecify.annotations.Nullable;

/// People who upload one picture after the other; Gatling makes an instance of it by its name.
public final class UploadSimulation extends Simulation {

    private record Work(UploadLoad load, Runnable before) {}

    private static final String FOLDER = System.getProperty("portal.bench.folder",
            System.getProperty("java.io.tmpdir"));
    private static final AtomicReference<@Nullable Work> NEXT = new AtomicReference<>();

    private final Work work = Objects.requireNonNull(NEXT.get());
    private final UploadLoad load = work.load;

    public UploadSimulation() {
        HttpProtocolBuilder protocol = http.baseUrl(load.url().toString()).disableWarmUp().disableCaching();
        setUp(people().protocols(protocol));
    }

    /// Before Gatling is first touched: it says little, keeps its preferences to this run, and asks no server in the
    /// world whether there is a newer Gatling.
    private static void hush() {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        // Scala remembers what it sees at first
        Objects.requireNonNull(scala.Console.out());
        System.setOut(out);
        System.setProperty("java.util.prefs.userRoot", FOLDER);
        Logger.getLogger("java.util.prefs").setLevel(Level.OFF);
        Preferences version = Preferences.userRoot().node("/io/gatling/latestVersion");
        version.putLong("lastCheckTimestamp", System.currentTimeMillis());
        version.putBoolean("lastCheckSuccess", true);
    }

    /// @param before runs when everything is ready
    static void run(UploadLoad load, Runnable before) {
        if (NEXT.get() == null) {
            hush();
        }
        NEXT.set(new Work(load, before));
        // the module itself: the main method would end this process
        int status = Gatling$.MODULE$.fromArgs(new String[]{
                "--simulation", UploadSimulation.class.getName(), "--no-reports", "--results-folder",
                FOLDER});
        if (status != 0) {
            throw new BenchException("Gatling ended with " + status);
        }
    }

    @Override
    public void before() {
        work.before.run();
    }

    private PopulationBuilder people() {
        if (load.clients() > 0) {
            ChainBuilder uploads = asLongAs(session -> number(session) < load.count() - load.clients())
                    .on(upload());
            return scenario("uploads").exec(uploads).injectOpen(atOnceUsers(load.clients()));
        }
        long seconds = Math.max(1, Math.round(load.count() / load.perSecond()));
        return scenario("uploads").exec(upload())
                .injectOpen(constantUsersPerSec(load.perSecond()).during(Duration.ofSeconds(seconds)));
    }

    /// Of the last upload that this person made; below all others before the first one.
    private static int number(Session session) {
        return session.contains("number") ? session.getInt("number") : Integer.MIN_VALUE;
    }

    private ChainBuilder upload() {
        return exec(session -> {
            int number = load.results().begin();
            Photos.Photo photo = load.photos().get(number % load.photos().size());
            Form form = Form.of(photo.unique(), Corpus.caption(number));
            return session.set("number", number)
                    .set("type", form.contentType())
                    .set("body", form.body())
                    .set("asked", System.nanoTime());
        }).exec(http("upload").post("/api/images")
                .header("Authorization", "Bearer " + load.token())
                .header("Content-Type", "#{type}")
                .body(ByteArrayBody("#{body}"))
                .requestTimeout(Duration.ofSeconds(120))
                .check(status().is(201), jsonPath("$.id").saveAs("id"),
                        jsonPath("$.renditions[*].url").findAll().saveAs("urls")))
                .exec(this::note);
    }

    /// What a failed check found is there all the same, so only the session tells.
    private Session note(Session session) {
        if (session.isFailed()) {
            load.results().failed();
        } else {
            load.results().accepted(session.getLong("asked"), id(session), urls(session));
        }
        return session.remove("body").markAsSucceeded();
    }

    private static String id(Session session) {
        return Objects.requireNonNull(session.getString("id"));
    }

    private static List<String> urls(Session session) {
        List<String> urls = session.getList("urls");
        return urls == null ? List.of() : urls;
    }
}
