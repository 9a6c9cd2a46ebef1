package dev.imageportal.chaos;

import dev.imageportal.local.Ports;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import dev.imageportal.local.ServiceInstance;
import dev.imageportal.opensearch.OpenSearchNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two instances each of the services that answer about pictures are restarted one by one, then killed one by one.
/// Both search-services share an index in OpenSearch.
record Rolling() implements Fault {

    private static final int PEOPLE = 8;
    private static final int UPLOADERS = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final List<Service> SERVICES = List.of(Service.IMAGE, Service.FEED, Service.SEARCH);

    /// One service with its two instances; the first is the portal's own.
    private static final class Pair implements AutoCloseable {

        private final Scene scene;
        private final Service service;
        private final int secondPort = Ports.anyFree();
        private final Balancer balancer;
        private ServiceInstance second;

        Pair(Scene scene, Service service) {
            this.scene = scene;
            this.service = service;
            second = startSecond();
            balancer = new Balancer(List.of(firstPort(), secondPort));
        }

        private ServiceInstance startSecond() {
            return scene.portal()
                    .startAnother(service, service.part() + "-2", secondPort, Map.of("PORTAL_IMAGE_SPOOL_DIRECTORY",
                            scene.portal().data().data("spool-2").toString()));
        }

        private int firstPort() {
            return scene.portal().ports().of(service);
        }

        void restartBoth() {
            balancer.drain(firstPort());
            scene.portal().stop(service);
            scene.portal().start(service);
            balancer.take(firstPort());
            balancer.drain(secondPort);
            second.stop();
            second = startSecond();
            balancer.take(secondPort);
        }

        void killBoth() {
            RunningPortal portal = scene.portal();
            portal.kill(service);
            Pause.of(BETWEEN);
            while (!portal.away().isEmpty()) {
                Pause.of(Duration.ofMillis(100));
            }
            balancer.take(firstPort());
            second.kill();
            Pause.of(BETWEEN);
            second = startSecond();
            balancer.take(secondPort);
        }

        @Override
        public void close() {
            balancer.close();
            second.stop();
        }
    }

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public Outcome run(Scene scene) {
        List<Pair> pairs = new ArrayList<>();
        try (OpenSearchNode node = new OpenSearchNode(scene.portal().data().data("opensearch"))) {
            node.start();
            scene.restart(Service.SEARCH, Map.of("PORTAL_SEARCH_OPENSEARCH_URL", node.url(),
                    "PORTAL_SEARCH_CONSUMER_GROUP", "search-service-shared"));
            Map<String, String> addresses = new HashMap<>();
            pairs.addAll(SERVICES.parallelStream().map(service -> new Pair(scene, service)).toList());
            pairs.forEach(pair -> addresses.put("PORTAL_" + pair.service.name() + "_SERVICE_URL",
                    pair.balancer.address()));
            scene.restart(Service.GATEWAY, addresses);
            try {
                return run(scene, pairs);
            } finally {
                scene.restart(Service.GATEWAY, Map.of());
                pairs.forEach(Pair::close);
                scene.restart(Service.SEARCH, Map.of());
            }
        }
    }

    private Outcome run(Scene scene, List<Pair> pairs) {
        Trial trial = new Trial(name(), scene);
        List<Person> people = scene.people(PEOPLE + 1);
        if (new Recovery(trial, people.getLast()).since(System.nanoTime()) == null) {
            trial.broke("the portal does not work with two instances");
        }
        try (Load load = Load.begin(trial, people.subList(0, PEOPLE), UPLOADERS, PAUSE)) {
            pairs.forEach(Pair::restartBoth);
            long gracefully = trial.tally().failed() + trial.tally().refused();
            if (gracefully > 0) {
                trial.broke(gracefully + " requests did not succeed while instances were restarted gracefully");
            }
            trial.note(trial.tally().requests() + " requests during graceful restarts, " + gracefully + " failed");
            int brokenOff = -pairs.stream().mapToInt(pair -> pair.balancer.brokenOff()).sum();
            pairs.forEach(Pair::killBoth);
            brokenOff += pairs.stream().mapToInt(pair -> pair.balancer.brokenOff()).sum();
            long failed = trial.tally().failed() + trial.tally().refused() - gracefully;
            trial.note(failed + " failed at kills, of " + brokenOff + " in flight there");
            if (failed > brokenOff) {
                trial.broke(failed + " requests failed when instances were killed, and only " + brokenOff
                        + " were in flight on them");
            }
            trial.recovered(new Recovery(trial, people.getLast()).since(System.nanoTime()),
                    scene.options().recovery());
        }
        return trial.end();
    }
}
