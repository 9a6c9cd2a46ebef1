package dev.imageportal.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The whole portal: components and services, watched over until it is closed. `./portal run` and the whole-system
/// tests both use it.
public final class RunningPortal implements AutoCloseable {

    private static final Duration DRAINED = Duration.ofSeconds(30);

    private final DataFolder data;
    private final Ports ports;
    private final Console console;
    private final Components components;
    private final ServiceProcesses services;
    private final Supervisor supervisor;
    private final AotTraining training;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RunningPortal(DataFolder data, Ports ports, Console console,
            Function<Service, Map<String, String>> settings) {
        this.data = data;
        this.ports = ports;
        this.console = console;
        this.components = Components.over(data, ports);
        this.services = new ServiceProcesses(data, ports, service -> {
            Map<String, String> all = new HashMap<>(components.settings(service));
            all.putAll(settings.apply(service));
            return all;
        });
        this.supervisor = new Supervisor(data, components, services, console);
        this.training = new AotTraining(Installation.find(), data);
    }

    /// Takes the folder, ends what a killed run left there, and checks that the ports are free; starts nothing yet.
    ///
    /// @param directory made when absent
    /// @throws LocalException when the portal cannot start here
    public static RunningPortal prepare(Path directory, Ports ports, Console console) {
        return prepare(directory, ports, console, Map.of());
    }

    /// @param settings what all services are told besides
    public static RunningPortal prepare(Path directory, Ports ports, Console console, Map<String, String> settings) {
        return prepare(directory, ports, console, _ -> settings);
    }

    /// @param settings what each service is told besides, asked anew at each of its starts
    public static RunningPortal prepare(Path directory, Ports ports, Console console,
            Function<Service, Map<String, String>> settings) {
        DataFolder data = DataFolder.open(directory);
        try {
            RunningPortal portal = new RunningPortal(data, ports, console, settings);
            portal.services.checkBuilt();
            portal.components.endLeftovers();
            PortCheck.allFree(ports);
            return portal;
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /// Starts everything and returns when everything is ready.
    ///
    /// @throws LocalException when a part does not start; close the portal then
    public void start() {
        Map<Component, CompletableFuture<Void>> started = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            started.put(component, new CompletableFuture<>());
        }
        AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();
        Parallel.run(tasks(started), task -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // the others need not be waited for
                if (first.compareAndSet(null, e)) {
                    stopProcesses();
                }
            }
        });
        RuntimeException failure = first.get();
        if (failure != null) {
            throw failure instanceof CompletionException && failure.getCause() instanceof RuntimeException cause
                    ? cause
                    : failure;
        }
        supervisor.start();
    }

    /// Makes later starts of services faster, this portal's and others': notes in the background, at the lowest priority,
    /// which classes each service loads. Does nothing where that was done since the build.
    public void trainForLaterStarts() {
        training.start();
    }

    /// Services wait by themselves for what answers late, such as Kafka; their settings take the user pool, and a
    /// database that is there at once saves them a pause.
    private List<Runnable> tasks(Map<Component, CompletableFuture<Void>> started) {
        CompletableFuture<Void> needed = CompletableFuture.allOf(started.get(Component.ACCOUNTS),
                started.get(Component.DATABASE));
        Stream<Runnable> components = started.entrySet().stream().map(entry -> () -> {
            start(entry.getKey(), entry.getValue());
        });
        Stream<Runnable> services = Stream.of(Service.values()).map(service -> () -> {
            needed.join();
            start(service);
            console.ready(service.part());
        });
        return Stream.concat(components, services).toList();
    }

    private void start(Component component, CompletableFuture<Void> started) {
        try {
            components.start(component);
            console.ready(component.part());
            started.complete(null);
        } catch (RuntimeException e) {
            started.completeExceptionally(e);
            throw e;
        }
    }

    private static LocalException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LocalException("Interrupted", e);
    }

    /// The portal's one address.
    public URI gateway() {
        return URI.create("http://localhost:" + ports.of(Service.GATEWAY));
    }

    public Ports ports() {
        return ports;
    }

    public DataFolder data() {
        return data;
    }

    public MailLog mailLog() {
        return new MailLog(data.mailLog());
    }

    /// To stop and start components as an outage would.
    public Components components() {
        return components;
    }

    /// Ends a service's process by SIGKILL; the portal starts it again by itself.
    public void kill(Service service) {
        services.kill(service);
    }

    /// Stops a service as an operator would: it finishes what it has begun, and stays away until it is started.
    public void stop(Service service) {
        services.stop(service, DRAINED);
    }

    /// Starts a service that was stopped and returns when it is ready.
    ///
    /// @throws LocalException when it does not start
    public void start(Service service) {
        try {
            services.start(service);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Starts one more instance of a service and returns when it is ready; it ends with the portal at the latest.
    ///
    /// @param part its name, of which there is no other
    /// @param more settings that differ from those of the first
    public ServiceInstance startAnother(Service service, String part, int port, Map<String, String> more) {
        try {
            return services.startAnother(service, part, port, more);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// From now on what dies is started again after this time at the latest, however often it died.
    public void restartWithin(Duration longestPause) {
        supervisor.pauseAtMost(longestPause);
    }

    /// The parts that died and are not ready again.
    public Set<String> away() {
        return supervisor.away();
    }

    /// The process of a part by its name; empty while there is none, and for containers.
    public Optional<ProcessHandle> process(String part) {
        return PidFile.of(data, part).process();
    }

    /// The process that a service is now; 0 when it has none.
    public long pid(Service service) {
        return services.pid(service);
    }

    /// Returns when the portal has been closed by another thread.
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    boolean closing() {
        return closing.get();
    }

    /// Stops everything in order, within 15 s: the gateway, the other services, the components. The data stays.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            stopProcesses();
        } finally {
            data.close();
            closed.countDown();
        }
    }

    /// Stops everything; what components keep outside of the data folder goes.
    public void discard() {
        close();
        components.discard();
    }

    private void stopProcesses() {
        data.refuseProcesses();
        supervisor.stop();
        training.stop();
        services.stop();
        components.close();
    }

    /// What a person needs to know of the running portal.
    String addresses() {
        StringBuilder text = new StringBuilder();
        row(text, "Portal", gateway().toString());
        for (Service service : Service.values()) {
            if (service != Service.GATEWAY) {
                row(text, service.part(), "http://localhost:" + ports.of(service));
            }
        }
        row(text, "gateway metrics", "http://localhost:" + ports.gatewayManagement() + "/actuator/prometheus");
        row(text, "database", "127.0.0.1:" + ports.of(Component.DATABASE) + " (MariaDB)");
        row(text, "object store", ObjectStoreServer.endpoint(ports.of(Component.OBJECT_STORE)) + " (S3Proxy)");
        row(text, "kafka", KafkaServer.bootstrapServers(ports.of(Component.KAFKA)));
        row(text, "accounts", AccountServer.endpoint(ports.of(Component.ACCOUNTS)) + " (cognito-local)");
        row(text, "data and logs", data.folder().toString());
        row(text, "codes by e-mail", data.mailLog().toString());
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format("  %-17s %s%n", name, value));
    }
}
