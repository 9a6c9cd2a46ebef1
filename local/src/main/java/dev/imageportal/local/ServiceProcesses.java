package dev.imageportal.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// The portal's services, each a runnable jar in a process of its own.
final class ServiceProcesses {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration GATEWAY_GRACE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Installation installation = Installation.find();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final DataFolder data;
    private final Ports ports;
    private final Function<Service, Map<String, String>> settings;
    private final Map<Service, ChildProcess> processes = new ConcurrentHashMap<>();
    private final Set<ServiceInstance> others = ConcurrentHashMap.newKeySet();

    ServiceProcesses(DataFolder data, Ports ports, Function<Service, Map<String, String>> settings) {
        this.data = data;
        this.ports = ports;
        this.settings = settings;
    }

    /// @throws LocalException when a jar is not built
    void checkBuilt() {
        for (Service service : Service.values()) {
            Path jar = service.jar(installation.home());
            if (!Files.isRegularFile(jar)) {
                throw new LocalException(jar + " is missing: build it with mvn -DskipTests package");
            }
        }
    }

    /// Starts a service and returns when it is ready.
    void start(Service service) throws InterruptedException {
        ChildProcess process = ChildProcess.start(command(service, service.part(), settings.apply(service)), data,
                child -> processes.put(service, child));
        awaitReady(process, service, ports.of(service));
    }

    /// Starts one more instance of a service and returns when it is ready. Nobody starts it again when it dies.
    ///
    /// @param part its name, of which there is no other
    /// @param more settings that differ from those of the first
    ServiceInstance startAnother(Service service, String part, int port, Map<String, String> more)
            throws InterruptedException {
        Map<String, String> all = new HashMap<>(settings.apply(service));
        all.put(service.variable() + "_PORT", Integer.toString(port));
        all.putAll(more);
        AtomicReference<ServiceInstance> instance = new AtomicReference<>();
        ChildProcess process = ChildProcess.start(command(service, part, all), data, child -> {
            instance.set(new ServiceInstance(child, data));
            others.add(instance.get());
        });
        awaitReady(process, service, port);
        return instance.get();
    }

    private void awaitReady(ChildProcess process, Service service, int port) throws InterruptedException {
        Readiness.await(process, START, data, port, () -> askIfReady(service, port));
    }

    private ChildProcess.Command command(Service service, String part, Map<String, String> environment) {
        try {
            ServiceJar jar = new ServiceJar(service.jar(installation.home()));
            return new ChildProcess.Command(part, data.run(),
                    new JavaCommand(installation).service(jar, service.heapMegabytes()), environment,
                    null);
        } catch (IOException e) {
            throw new LocalException(service.part() + " cannot be started: " + e, e);
        }
    }

    /// Stops the door first, then what is behind it.
    void stop() {
        stop(GATEWAY_GRACE, GRACE);
    }

    /// @param gateway how long it may take to end
    /// @param behind  how long each other one may
    void stop(Duration gateway, Duration behind) {
        stop(Service.GATEWAY, gateway);
        List<Runnable> stops = new ArrayList<>();
        processes.keySet().forEach(service -> stops.add(() -> stop(service, behind)));
        others.forEach(instance -> stops.add(() -> instance.stop(behind)));
        Parallel.run(stops, Runnable::run);
    }

    /// Ends a service's process by SIGKILL, as a crash would.
    void kill(Service service) {
        ChildProcess process = processes.get(service);
        if (process != null) {
            process.kill();
        }
    }

    boolean runs(Service service) {
        ChildProcess process = processes.get(service);
        return process != null && process.alive();
    }

    long pid(Service service) {
        ChildProcess process = processes.get(service);
        return process == null ? 0 : process.pid();
    }

    /// Those that were started, are meant to run, and do not.
    List<Service> dead() {
        return processes.entrySet()
                .stream()
                .filter(entry -> !entry.getValue().alive())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// Stops a service as its orderly end: it finishes what it has begun. It stays away until it is started.
    void stop(Service service, Duration grace) {
        ChildProcess process = processes.remove(service);
        if (process != null) {
            process.stop(grace);
            PidFile.of(data, service.part()).delete();
        }
    }

    private void askIfReady(Service service, int port) throws IOException, InterruptedException {
        String path = service == Service.GATEWAY ? "/healthz" : "/actuator/health/readiness";
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpResponse<Void> response = http.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answers " + response.statusCode());
        }
    }
}
