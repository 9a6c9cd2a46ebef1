package dev.imageportal.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One of several instances of the portal, as an auto-scaling group has them: all five services, on ports of their own
/// that speak to one another alone, over components that the instances share. Nothing watches over it.
public final class PortalInstance implements AutoCloseable {

    /// As the containers' on AWS.
    private static final Duration GRACE = Duration.ofSeconds(90);

    private final DataFolder data;
    private final Ports ports;
    private final ServiceProcesses services;

    private PortalInstance(DataFolder data, Ports ports, ServiceProcesses services) {
        this.data = data;
        this.ports = ports;
        this.services = services;
    }

    /// Starts nothing yet.
    ///
    /// @param folder   for its logs and the uploads in flight, made when absent
    /// @param settings what its services are told besides
    public static PortalInstance of(Components components, Path folder, Map<String, String> settings) {
        DataFolder data = DataFolder.open(folder);
        data.endLeftovers();
        Ports ports = components.ports().withServicesOf(Ports.free());
        return new PortalInstance(data, ports, new ServiceProcesses(data, ports, service -> {
            Map<String, String> all = new HashMap<>(components.settings(service, ports));
            all.put("PORTAL_IMAGE_SPOOL_DIRECTORY", data.data("spool").toString());
            all.putAll(settings);
            return all;
        }));
    }

    /// Returns when all five are ready. The gateway comes last, as on AWS: its health is what the load balancer asks for.
    ///
    /// @throws LocalException when one does not start
    public void start() {
        List<Service> behind = Stream.of(Service.values()).filter(service -> service != Service.GATEWAY).toList();
        Parallel.run(behind, this::start);
        start(Service.GATEWAY);
    }

    private void start(Service service) {
        try {
            services.start(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted", e);
        }
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + ports.of(Service.GATEWAY));
    }

    /// Whether the processes of all five are there.
    public boolean isWhole() {
        return Stream.of(Service.values()).allMatch(services::runs);
    }

    /// Ends all five by SIGKILL; returns when they are gone.
    public void kill() {
        Parallel.run(List.of(Service.values()), services::kill);
    }

    /// Stops the gateway, then the others; each finishes what it has begun.
    public void stop() {
        services.stop(GRACE, GRACE);
    }

    @Override
    public void close() {
        kill();
        data.close();
    }
}
