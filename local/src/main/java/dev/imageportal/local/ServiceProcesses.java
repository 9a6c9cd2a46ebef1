package dev.imageportal.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        ChildProcess process = ChildProcess.start(command(service), data, child -> processes.put(service, child));
        Readiness.await(process, START, data, ports.of(service), () -> askIfReady(service));
    }

    private ChildProcess.Command command(Service service) {
        try {
            ServiceJar jar = new ServiceJar(service.jar(installation.home()));
            return new ChildProcess.Command(service.part(), data.run(), new JavaCommand(installation).service(jar),
                    settings.apply(service), null);
        } catch (IOException e) {
            throw new LocalException(service.part() + " cannot be started: " + e, e);
        }
    }

    /// Stops the door first, then what is behind it.
    void stop() {
        stop(GATEWAY_GRACE, GRACE);
    }

    /// @param gateway how long it may take to end
    /// @param others  how long each other one may
    void stop(Duration gateway, Duration others) {
        stop(Service.GATEWAY, gateway);
        Parallel.run(List.copyOf(processes.keySet()), service -> stop(service, others));
    }

    /// Ends a service's process by SIGKILL, as a crash would.
    void kill(Service service) {
        ChildProcess process = processes.get(service);
        if (process != null) {
            process.kill();
        }
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

    private void stop(Service service, Duration grace) {
        ChildProcess process = processes.remove(service);
        if (process != null) {
            process.stop(grace);
            PidFile.of(data, service.part()).delete();
        }
    }

    private void askIfReady(Service service) throws IOException, InterruptedException {
        String path = service == Service.GATEWAY ? "/healthz" : "/actuator/health/readiness";
        URI uri = URI.create("http://127.0.0.1:" + ports.of(service) + path);
        HttpResponse<Void> response = http.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answers " + response.statusCode());
        }
    }
}
