package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The components on this machine, over one data folder: processes, or where tests ask for them containers. What is absent in them is made: bucket, topics,
/// schemas and their users, user pool and client.
public final class Components implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final Installation installation;
    private final Platform platform = Platform.chosen();
    private final DataFolder data;
    private final boolean ownsData;
    private final Ports ports;
    private final Map<Component, Server> servers;
    private final AccountServer accountServer;
    private final Map<Component, Running> running = new ConcurrentHashMap<>();

    private Components(DataFolder data, boolean ownsData, Ports ports) {
        this.data = data;
        this.ownsData = ownsData;
        this.ports = ports;
        this.installation = Installation.find();
        this.accountServer = new AccountServer(installation, data, ports.of(Component.ACCOUNTS));
        this.servers = servers(accountServer);
    }

    private Map<Component, Server> servers(AccountServer accounts) {
        JavaCommand java = new JavaCommand(installation);
        Server database = new DatabaseServer(installation, data, ports.of(Component.DATABASE));
        Server objectStore = new ObjectStoreServer(java, data, ports.of(Component.OBJECT_STORE));
        Server kafka = new KafkaServer(java, data, ports.of(Component.KAFKA), ports.kafkaController());
        return switch (platform) {
            case PROCESSES -> Map.of(Component.DATABASE, database, Component.OBJECT_STORE, objectStore,
                    Component.KAFKA, kafka, Component.ACCOUNTS, accounts);
            case CONTAINERS -> {
                Containers in = new Containers(installation, data, ports);
                yield Map.of(Component.DATABASE, in.database(database), Component.OBJECT_STORE,
                        in.objectStore(objectStore), Component.KAFKA, in.kafka(kafka), Component.ACCOUNTS,
                        in.accounts(accounts));
            }
        };
    }

    /// Starts the wanted components in parallel and returns when each has answered a client.
    ///
    /// @param directory made when absent; what a former owner left running there is ended first
    /// @throws LocalException when one does not start; then none is left running
    public static Components start(Path directory, Ports ports, Set<Component> wanted) {
        Components components = new Components(DataFolder.open(directory), true, ports);
        try {
            components.endLeftovers();
            components.startAll(wanted);
            return components;
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    /// None started yet, over a folder that the caller opened and closes.
    static Components over(DataFolder data, Ports ports) {
        return new Components(data, false, ports);
    }

    /// Ends what a former owner of the folder left running.
    void endLeftovers() {
        data.endLeftovers();
        platform.endLeftovers(data.folder());
    }

    public Ports ports() {
        return ports;
    }

    public DataFolder data() {
        return data;
    }

    /// What a service needs to know, by the names of the environment variables.
    public Map<String, String> settings(Service service) {
        return settings(service, ports);
    }

    /// @param ports these components', and the services' own
    Map<String, String> settings(Service service, Ports ports) {
        return new ServiceSettings(installation, data, ports, accountServer.pool().orElse(null)).of(service);
    }

    public TestAccounts accounts() {
        return new TestAccounts(accountServer, data);
    }

    /// Starts one component, over the data that it had; does nothing when it runs.
    ///
    /// @throws LocalException when it does not answer in time
    public void start(Component component) {
        Running before = running.get(component);
        if (before != null && before.alive()) {
            return;
        }
        Server server = server(component);
        try {
            Consumer<Running> owner = started -> running.put(component, started);
            server.prepare(owner);
            Readiness.await(server.launch(owner), START, data, ports.of(component), server::probe);
        } catch (IOException e) {
            throw new LocalException(component.part() + " cannot be started: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted while " + component.part() + " started", e);
        }
    }

    void startAll(Collection<Component> wanted) {
        Parallel.run(wanted, this::start);
    }

    /// Stops one component, in an orderly way if it can.
    public void stop(Component component) {
        Running stopping = running.remove(component);
        if (stopping != null) {
            stopping.stop(server(component).grace());
            PidFile.of(data, component.part()).delete();
        }
    }

    /// Ends one component by SIGKILL.
    public void kill(Component component) {
        Running dying = running.remove(component);
        if (dying != null) {
            dying.kill();
        }
    }

    /// Stops one component in its tracks: its connections stay open, and nobody answers.
    ///
    /// @throws LocalException when it does not run
    public void suspend(Component component) {
        suspendable(component).suspend();
    }

    /// Lets a suspended component go on where it was.
    ///
    /// @throws LocalException when it does not run
    public void resume(Component component) {
        suspendable(component).resume();
    }

    private Running suspendable(Component component) {
        Running alive = running.get(component);
        if (alive == null) {
            throw new LocalException(component.part() + " does not run");
        }
        return alive;
    }

    /// Those that were started, are meant to run, and do not.
    List<Component> dead() {
        return running.entrySet()
                .stream()
                .filter(entry -> !entry.getValue().alive())
                .map(Map.Entry::getKey)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /// Stops all that run; the data stays.
    @Override
    public void close() {
        try {
            data.refuseProcesses();
            Parallel.run(Set.copyOf(running.keySet()), this::stop);
        } finally {
            if (ownsData) {
                data.close();
            }
        }
    }

    /// Stops all that run; what they keep outside of the data folder goes.
    void discard() {
        close();
        platform.remove(data.folder());
    }

    private Server server(Component component) {
        @Nullable
        Server server = servers.get(component);
        if (server == null) {
            throw new IllegalArgumentException("no server for " + component);
        }
        return server;
    }
}
