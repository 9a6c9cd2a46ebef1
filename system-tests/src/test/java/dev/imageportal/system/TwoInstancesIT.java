package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.imageportal.local.Component;
import dev.imageportal.local.Components;
import dev.imageportal.local.Form;
import dev.imageportal.local.Ownerless;
import dev.imageportal.local.PortalInstance;
import dev.imageportal.local.Ports;
import dev.imageportal.opensearch.OpenSearchNode;
import dev.imageportal.system.Load.Failure;
import dev.imageportal.system.PortalClient.Image;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Two instances of the five services behind a load balancer, as on AWS: all components once, OpenSearch among them. One
/// instance goes while people upload and look at pictures.
///
/// Needs HAProxy, and says so where there is none; with PORTAL_REQUIRE_HAPROXY=true that is a failure.
///
/// The test that itself needs the instance again comes first: after the last one nobody waits for its start.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration LOAD = Duration.ofSeconds(1);
    private static final int STAYS = 0;
    private static final int GOES = 1;

    private static @Nullable Components components;
    private static @Nullable OpenSearchNode openSearch;
    private static List<PortalInstance> instances = List.of();
    private static @Nullable HaProxy started;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = HaProxy.program();
        if (program.isEmpty()) {
            String advice = "There is no haproxy: install it to try two instances (Debian: apt-get install haproxy)";
            assertThat(System.getenv("PORTAL_REQUIRE_HAPROXY")).as(advice).isNotEqualTo("true");
            abort(advice);
        }
        Path all = Files.createDirectories(Path.of("target", "instances").toAbsolutePath());
        Ownerless.end(all);
        Path folder = Files.createTempDirectory(all, "two");
        OpenSearchNode search = new OpenSearchNode(folder.resolve("opensearch"));
        openSearch = search;
        CompletableFuture<Void> searching = CompletableFuture.runAsync(search::start);
        Components shared = Components.start(folder.resolve("components"), Ports.free(),
                Set.of(Component.values()));
        components = shared;
        searching.join();
        Map<String, String> settings = Map.of("PORTAL_SEARCH_OPENSEARCH_URL", search.url(), "PORTAL_RATE_LIMITS", "off",
                // after which a consumer counts as dead: Kafka's own 45 s would be most of the test
                "SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS", "6000",
                "SPRING_KAFKA_CONSUMER_PROPERTIES_HEARTBEAT_INTERVAL_MS", "1000");
        instances = IntStream.of(STAYS, GOES)
                .mapToObj(i -> PortalInstance.of(shared, folder.resolve("instance-" + i), settings))
                .toList();
        instances.stream()
                .map(each -> CompletableFuture.runAsync(each::start))
                .toList()
                .forEach(CompletableFuture::join);
        List<URI> gateways = instances.stream().map(PortalInstance::gateway).toList();
        started = HaProxy.start(program.orElseThrow(), folder, gateways);
    }

    /// Starts what an earlier test, or an earlier try of the same one, left away.
    @BeforeEach
    void both() {
        PortalInstance instance = instances.get(GOES);
        if (!instance.isWhole()) {
            instance.kill();
            instance.start();
        }
        balancer().register(GOES);
        await().atMost(SOON).until(() -> balancer().isUp(STAYS) && balancer().isUp(GOES));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (started != null) {
            started.close();
        }
        instances.forEach(PortalInstance::close);
        if (components != null) {
            components.close();
        }
        if (openSearch != null) {
            openSearch.close();
        }
    }

    @Test
    @Order(1)
    void whenOneDiesOnlyItsRequestsFailAndNoPictureIsLost() throws Exception {
        String username = Person.newName();
        String token = token(username);
        Load load = Load.begin(balancer().url(), token);
        long dead;
        try (load) {
            work(load);
            SlowUpload dying = slowUploadToTheOneThatGoes(token);

            instances.get(GOES).kill();
            dead = System.nanoTime();

            assertThatThrownBy(() -> assertThat(dying.finish()).isEqualTo(201)).isNotNull();
            await().atMost(SOON).until(() -> balancer().isDown(GOES));
            work(load);
            instances.get(GOES).start();
            await().atMost(SOON).until(() -> balancer().isUp(GOES));
            int before = balancer().given(GOES);
            await().atMost(SOON).until(() -> balancer().given(GOES) > before + 5);
        }

        System.out.printf("Killed: %d requests, %d of them failed, %d passed on before they were sent, %d pictures%n",
                load.requests(), load.failures().size(), balancer().passedOn(GOES), load.accepted().size());
        assertThat(load.failures()).allSatisfy(failure -> assertThat(failure.began()).isLessThan(dead));
        assertAllThere(username, load.accepted());
    }

    @Test
    @Order(2)
    void whenOneIsDrainedNoRequestFails() throws Exception {
        String username = Person.newName();
        String token = token(username);
        Load load = Load.begin(balancer().url(), token);
        try (load) {
            work(load);
            SlowUpload last = slowUploadToTheOneThatGoes(token);

            // as drain.sh does it
            balancer().deregister(GOES);
            int given = balancer().given(GOES);
            int before = load.accepted().size();
            // no longer than the services wait for a body that stands still
            await().atMost(SOON).until(() -> load.accepted().size() > before + 1);
            assertThat(balancer().given(GOES)).isEqualTo(given);
            assertThat(balancer().underWay(GOES)).isEqualTo(1);
            assertThat(last.finish()).isEqualTo(201);
            await().atMost(SOON).until(() -> balancer().underWay(GOES) == 0);
            instances.get(GOES).stop();

            work(load);
        }

        System.out.printf("Drained: %d requests, %d of them failed, %d pictures%n", load.requests(),
                load.failures().size(), load.accepted().size());
        assertThat(load.failures()).extracting(Failure::what).isEmpty();
        assertAllThere(username, load.accepted());
    }

    /// For a while, and until something was uploaded in it.
    private static void work(Load load) {
        int before = load.accepted().size();
        await().pollDelay(LOAD).atMost(SOON).until(() -> load.accepted().size() > before + 3);
    }

    /// Returns when the gateway has begun with it.
    private static SlowUpload slowUploadToTheOneThatGoes(String token) throws IOException {
        SlowUpload upload = SlowUpload.begin(balancer().url(), token, Form.of(Pictures.png(90, 60)), HaProxy.CHOSEN,
                Integer.toString(GOES));
        await().atMost(SOON).until(() -> balancer().chosenUnderWay(GOES) == 1);
        return upload;
    }

    private static HaProxy balancer() {
        return Objects.requireNonNull(started);
    }

    private static String token(String username) {
        return Objects.requireNonNull(components).accounts().accessToken(username);
    }

    /// Records and files, and what feeds and search show of them.
    private static void assertAllThere(String username, Map<Image, byte[]> accepted) {
        PortalClient client = new PortalClient(balancer().url());
        accepted.forEach((image, file) -> {
            assertThat(client.get("/api/images/" + image.id()).status()).isEqualTo(200);
            assertThat(client.get(image.originalUrl()).bytes()).isEqualTo(file);
            assertThat(client.get(image.renditions().getFirst().url()).status()).isEqualTo(200);
        });
        Set<String> ids = new HashSet<>(accepted.keySet().stream().map(Image::id).toList());
        for (String list : List.of("/api/users/" + username + "/images?limit=100",
                "/api/search?limit=100&q=" + PortalClient.encoded("@" + username))) {
            await().atMost(SOON).ignoreExceptions().until(() -> idsOfAllPages(client, list).containsAll(ids));
        }
    }

    private static Set<String> idsOfAllPages(PortalClient client, String list) {
        PortalClient.Page page = client.page(list);
        Set<String> ids = new HashSet<>(page.ids());
        while (page.nextCursor() != null) {
            page = client.page(list + "&cursor=" + page.nextCursor());
            ids.addAll(page.ids());
        }
        return ids;
    }
}
