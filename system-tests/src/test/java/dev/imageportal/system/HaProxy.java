package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Ports;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real HAProxy before several gateways, set up as the load balancer of `deploy/aws` is: in turns, `/healthz` twice
/// good and three times bad, slow start. Its times, other than time-outs, are a twentieth of those.
///
/// A request that was sent to a gateway is never sent to another one. One that could not be sent, as nobody takes the
/// connection, goes to the next. Each has a connection of its own to the gateway, so that none meets one that has just
/// died.
final class HaProxy implements AutoCloseable {

    /// Names the gateway that a request is for, by its number; others are given out in turns.
    static final String CHOSEN = "X-Chosen-Gateway";

    private static final Duration START = Duration.ofMinutes(1);

    private final Process process;
    private final Thread atExit;
    private final int port;
    private final int adminPort;

    private HaProxy(Process process, int port, int adminPort) {
        this.process = process;
        this.port = port;
        this.adminPort = adminPort;
        atExit = new Thread(process::destroyForcibly, "stop HAProxy");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// The program on the path, or where Debian has it, which is not on everybody's path.
    static Optional<Path> program() {
        return Stream
                .concat(Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "haproxy"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Returns when every gateway is found healthy.
    ///
    /// @param folder for its configuration and its log
    static HaProxy start(Path program, Path folder, List<URI> gateways) throws IOException {
        int port = Ports.anyFree();
        int adminPort = Ports.anyFree();
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"),
                configuration(port, adminPort, gateways));
        Process process = new ProcessBuilder(program.toString(), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        HaProxy proxy = new HaProxy(process, port, adminPort);
        for (int gateway = 0; gateway < gateways.size(); gateway++) {
            int each = gateway;
            await().atMost(START).ignoreExceptions().until(() -> proxy.isUp(each));
        }
        return proxy;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    boolean isUp(int gateway) {
        return state("gateways", gateway).getOrDefault("status", "").startsWith("UP");
    }

    boolean isDown(int gateway) {
        return state("gateways", gateway).getOrDefault("status", "").startsWith("DOWN");
    }

    /// Requests that are under way at a gateway.
    int underWay(int gateway) {
        return count("gateways", gateway, "scur") + chosenUnderWay(gateway);
    }

    /// Those of them that named it.
    int chosenUnderWay(int gateway) {
        return count("chosen", gateway, "scur");
    }

    /// Requests that a gateway has been given in its turns so far.
    int given(int gateway) {
        return count("gateways", gateway, "stot");
    }

    /// Requests that no connection could be made for at this gateway, and that another one got.
    int passedOn(int gateway) {
        return count("gateways", gateway, "wredis");
    }

    /// From now on the gateway gets no new requests, as a target that was deregistered.
    void deregister(int gateway) {
        become(gateway, "drain");
    }

    void register(int gateway) {
        become(gateway, "ready");
    }

    private void become(int gateway, String state) {
        admin("set server gateways/gateway%1$d state %2$s; set server chosen/gateway%1$d state %2$s"
                .formatted(gateway, state));
    }

    private int count(String backend, int gateway, String what) {
        return Integer.parseInt(state(backend, gateway).getOrDefault(what, "0"));
    }

    /// What HAProxy's statistics say of a gateway, by the names of their columns.
    private Map<String, String> state(String backend, int gateway) {
        List<String> lines = admin("show stat").lines().toList();
        String[] names = lines.getFirst().replace("# ", "").split(",", -1);
        String[] values = lines.stream()
                .filter(line -> line.startsWith(backend + ",gateway" + gateway + ","))
                .findFirst()
                .orElseThrow()
                .split(",", -1);
        Map<String, String> state = new HashMap<>();
        for (int i = 0; i < Math.min(names.length, values.length); i++) {
            state.put(names[i], values[i]);
        }
        return state;
    }

    private String admin(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), adminPort)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((command + "\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("HAProxy does not answer", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private static String configuration(int port, int adminPort, List<URI> gateways) {
        StringBuilder text = new StringBuilder("""
                global
                  maxconn 500
                  nbthread 1
                  stats socket ipv4@127.0.0.1:%d level admin
                defaults
                  mode http
                  timeout connect 10s
                  timeout client 55s
                  timeout server 55s
                  timeout check 5s
                frontend door
                  bind 127.0.0.1:%d
                  use_backend chosen if { req.hdr(%s) -m found }
                  default_backend gateways
                """.formatted(adminPort, port, CHOSEN));
        text.append("""
                backend gateways
                  balance roundrobin
                  option httpchk GET /healthz
                  http-check expect status 200
                  retries 2
                  retry-on conn-failure
                  option redispatch 1
                  option http-server-close
                  default-server check inter 500ms rise 2 fall 3 slowstart 3s
                """);
        for (int gateway = 0; gateway < gateways.size(); gateway++) {
            text.append("  server gateway%d %s%n".formatted(gateway, gateways.get(gateway).getAuthority()));
        }
        text.append("backend chosen%n".formatted());
        for (int gateway = 0; gateway < gateways.size(); gateway++) {
            text.append("  use-server gateway%1$d if { req.hdr(%2$s) %1$d }%n".formatted(gateway, CHOSEN));
        }
        for (int gateway = 0; gateway < gateways.size(); gateway++) {
            text.append("  server gateway%1$d %2$s track gateways/gateway%1$d%n".formatted(gateway,
                    gateways.get(gateway).getAuthority()));
        }
        return text.toString();
    }
}
