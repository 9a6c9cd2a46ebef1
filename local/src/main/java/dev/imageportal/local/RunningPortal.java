package dev.imageportal.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// The whole portal: components and services, watched over until it is closed. `./portal run` and the whole-system
/// tests both use it.
public final class RunningPortal implements AutoCloseable {

    private final DataFolder data;
    private final Ports ports;
    private final Console console;
    private final Components components;
    private final ServiceProcesses services;
    private final Supervisor supervisor;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RunningPortal(DataFolder data, Ports ports, Console console) {
        this.data = data;
        this.ports = ports;
        this.console = console;
        this.components = Components.over(data, ports);
        this.services = new ServiceProcesses(data, ports, components::settings);
        this.supervisor = new Supervisor(data, components, services, console);
    }

    /// Takes the folder, ends what a killed run left there, and checks that the ports are free; starts nothing yet.
    ///
    /// @param directory made when absent
    /// @throws LocalException when the portal cannot start here
    public static RunningPortal prepare(Path directory, Ports ports, Console console) {
        DataFolder data = DataFolder.open(directory);
        try {
            RunningPortal portal = new RunningPortal(data, ports, console);
            portal.services.checkBuilt();
            data.endLeftovers();
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
        Parallel.run(EnumSet.allOf(Component.class), component -> {
            components.start(component);
            console.ready(component.part());
        });
        Parallel.run(EnumSet.allOf(Service.class), service -> {
            try {
                services.start(service);
                console.ready(service.part());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalException("Interrupted", e);
            }
        });
        supervisor.start();
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
            data.refuseProcesses();
            supervisor.stop();
            services.stop();
            components.close();
        } finally {
            data.close();
            closed.countDown();
        }
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
