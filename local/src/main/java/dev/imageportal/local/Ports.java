package dev.imageportal.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Where everything listens, on 127.0.0.1. The broker's controller and the gateway's management have ports of their own.
public record Ports(
        Map<Component, Integer> components,
        int kafkaController,
        Map<Service, Integer> services,
        int gatewayManagement) {

    private static final int HIGHEST = 65_535;

    /// Below those that Linux gives to outgoing connections and to servers that take any, so that none of them takes one
    /// before its owner listens; above those that are documented.
    private static final int FIRST_FREE = 20_000;
    private static final int FREE = 12_000;
    /// Begins anywhere, as other processes look for ports too; goes on, so that this one gives out none twice.
    private static final AtomicInteger NEXT_FREE = new AtomicInteger(ThreadLocalRandom.current().nextInt(FREE));

    public Ports {
        components = Map.copyOf(components);
        services = Map.copyOf(services);
        if (components.size() != Component.values().length || services.size() != Service.values().length) {
            throw new IllegalArgumentException("a port is missing");
        }
    }

    public int of(Component component) {
        return components.getOrDefault(component, 0);
    }

    public int of(Service service) {
        return services.getOrDefault(service, 0);
    }

    /// The documented ports, each of which a variable may set.
    ///
    /// @throws LocalException when a variable is no port number, or when two parts have the same port
    public static Ports of(Map<String, String> environment) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        defaults().forEach((variable, port) -> ports.put(variable,
                port(variable, environment.getOrDefault(variable, ""), port)));
        refuseTwice(ports);
        return of(List.copyOf(ports.values()));
    }

    /// Ports that were free a moment ago.
    public static Ports free() {
        return of(Stream.generate(Ports::anyFree).limit(defaults().size()).toList());
    }

    /// A port that was free a moment ago.
    ///
    /// @throws LocalException when there is none
    public static int anyFree() {
        for (int tried = 0; tried < FREE; tried++) {
            int port = FIRST_FREE + Math.floorMod(NEXT_FREE.getAndIncrement(), FREE);
            if (isFree(port)) {
                return port;
            }
        }
        throw new LocalException("There is no free port from " + FIRST_FREE + " to " + (FIRST_FREE + FREE - 1));
    }

    /// The services where the other's are, over the same components.
    Ports withServicesOf(Ports other) {
        return new Ports(components, kafkaController, other.services, other.gatewayManagement);
    }

    /// The variable that sets each port, with the port: what is named in messages.
    Map<String, Integer> named() {
        Map<String, Integer> named = new LinkedHashMap<>();
        Iterator<String> variables = defaults().keySet().iterator();
        for (Service service : Service.values()) {
            named.put(variables.next(), of(service));
        }
        named.put(variables.next(), gatewayManagement);
        for (Component component : Component.values()) {
            named.put(variables.next(), of(component));
        }
        named.put(variables.next(), kafkaController);
        return named;
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> defaults = new LinkedHashMap<>();
        defaults.put(Service.USER.variable() + "_PORT", 8081);
        defaults.put(Service.IMAGE.variable() + "_PORT", 8082);
        defaults.put(Service.SEARCH.variable() + "_PORT", 8083);
        defaults.put(Service.FEED.variable() + "_PORT", 8084);
        defaults.put(Service.GATEWAY.variable() + "_PORT", 8080);
        defaults.put("PORTAL_GATEWAY_MANAGEMENT_PORT", 8090);
        defaults.put("PORTAL_LOCAL_DATABASE_PORT", 13_306);
        defaults.put("PORTAL_LOCAL_OBJECT_STORE_PORT", 19_000);
        defaults.put("PORTAL_LOCAL_KAFKA_PORT", 19_092);
        defaults.put("PORTAL_LOCAL_ACCOUNTS_PORT", 19_229);
        defaults.put("PORTAL_LOCAL_KAFKA_CONTROLLER_PORT", 19_093);
        return defaults;
    }

    private static Ports of(List<Integer> ports) {
        Iterator<Integer> next = ports.iterator();
        Map<Service, Integer> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            services.put(service, next.next());
        }
        int gatewayManagement = next.next();
        Map<Component, Integer> components = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            components.put(component, next.next());
        }
        return new Ports(components, next.next(), services, gatewayManagement);
    }

    private static int port(String variable, String value, int otherwise) {
        if (value.isBlank()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port > 0 && port <= HIGHEST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        throw new LocalException(variable + " is \"" + value + "\": set it to a port from 1 to " + HIGHEST);
    }

    private static void refuseTwice(Map<String, Integer> ports) {
        Map<Integer, String> owners = new LinkedHashMap<>();
        ports.forEach((variable, port) -> {
            String other = owners.putIfAbsent(port, variable);
            if (other != null) {
                throw new LocalException(variable + " and " + other + " are both " + port + ": give each its own");
            }
        });
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
