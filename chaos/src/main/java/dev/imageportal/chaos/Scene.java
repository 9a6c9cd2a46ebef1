package dev.imageportal.chaos;

import dev.imageportal.local.Console;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A running portal, and how much of what is to happen to it.
public final class Scene implements AutoCloseable {

    private final RunningPortal portal;
    private final Options options;
    private final Console console;
    private final @Nullable Map<Service, Map<String, String>> settings;
    private final Client client;
    private final Holdings holdings;

    /// @param settings what services are told at their next start; the portal must have been prepared with it
    Scene(RunningPortal portal, Options options, Console console,
            @Nullable Map<Service, Map<String, String>> settings) {
        this.portal = portal;
        this.options = options;
        this.console = console;
        this.settings = settings;
        this.client = new Client(portal.gateway());
        this.holdings = new Holdings(portal);
    }

    /// A portal whose services keep their settings: for those faults that need no others.
    public static Scene of(RunningPortal portal, Options options, Console console) {
        return new Scene(portal, options, console, null);
    }

    RunningPortal portal() {
        return portal;
    }

    Options options() {
        return options;
    }

    Client client() {
        return client;
    }

    Holdings holdings() {
        return holdings;
    }

    /// The same for the same fault at each run with the same seed.
    Random random(String fault) {
        return new Random(options.seed() * 31 + fault.hashCode());
    }

    List<Person> people(int count) {
        return Stream.generate(() -> Person.signUp(client, portal.mailLog())).limit(count).toList();
    }

    void say(String text) {
        console.line("    " + text);
    }

    /// Whether services can be told something else.
    boolean ownsSettings() {
        return settings != null;
    }

    /// Stops a service and starts it again with settings besides its own; with none, as it was.
    void restart(Service service, Map<String, String> more) {
        if (settings == null) {
            throw new ChaosException("the services of this portal keep their settings");
        }
        portal.stop(service);
        settings.put(service, Map.copyOf(more));
        portal.start(service);
    }

    @Override
    public void close() {
        client.close();
    }
}
