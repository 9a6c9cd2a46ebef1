package dev.imageportal.local;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledIfSystemProperty(named = "portal.components", matches = "containers", disabledReason = "./portal runs its components as processes, and these tests end them one by one")
class PortalTest {

    private static final int PARTS = Component.values().length + Service.values().length;
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration QUICK = Duration.ofSeconds(60);

    @TempDir
    private Path home;
    private final Ports ports = Ports.free();

    @BeforeEach
    void fillHome() throws Exception {
        PortalProcess.fill(home);
    }

    @Test
    void startsAgainWhatDiesAndLeavesNothingRunning() throws Exception {
        List<ProcessHandle> parts;
        try (PortalProcess portal = run()) {
            portal.awaitLine("Image Portal is ready");
            parts = PortalProcess.parts(home);
            assertThat(parts).hasSize(PARTS);
            assertThat(portal.output()).contains("http://localhost:" + ports.of(Service.GATEWAY));

            Files.writeString(PortalProcess.data(home).resolve("mail.log"),
                    "2026-05-04T10:15:30.000Z ann ann@example.org 123456\n", CREATE, APPEND);
            portal.awaitLine("E-mail to ann@example.org: the code of ann is 123456");

            PortalProcess.part(home, "feed-service").orElseThrow().destroyForcibly();
            portal.awaitLine("feed-service ended; starting it again").awaitLine("feed-service is ready again");
            PortalProcess.part(home, "accounts").orElseThrow().destroyForcibly();
            portal.awaitLine("accounts ended; starting it again").awaitLine("accounts is ready again");
            parts = PortalProcess.parts(home);
            assertThat(parts).hasSize(PARTS);

            assertThat(end(PortalProcess.start(home, Ports.free(), Map.of(), "run"))).contains("A portal runs on");
            assertThat(end(PortalProcess.start(home, ports, Map.of(), "reset", "--yes"))).contains("A portal runs on");

            portal.terminate();
            assertThat(portal.exitCode(STOP)).isNotZero();
            assertThat(portal.output()).endsWith("Stopped\n");
        }
        assertThat(parts).noneMatch(ProcessHandle::isAlive);

        PortalProcess reset = PortalProcess.start(home, ports, Map.of(), "reset", "--yes");
        assertThat(reset.exitCode(QUICK)).isZero();
        assertThat(PortalProcess.data(home)).doesNotExist();
    }

    @Test
    void startsAfterItWasKilled() throws Exception {
        List<ProcessHandle> orphans;
        try (PortalProcess killed = run()) {
            killed.awaitLine("Image Portal is ready");
            killed.kill();
            killed.exitCode(QUICK);
            orphans = PortalProcess.parts(home);
            assertThat(orphans).hasSize(PARTS);
        }
        try (PortalProcess next = run()) {
            next.awaitLine("Image Portal is ready");
            assertThat(orphans).noneMatch(ProcessHandle::isAlive);
            next.terminate();
            next.exitCode(STOP);
        }
        assertThat(PortalProcess.parts(home)).isEmpty();
    }

    @Test
    void stopsEverythingWhenAPartDoesNotStart() throws Exception {
        try (PortalProcess portal = PortalProcess.start(home, ports, Map.of("STUB_FAILS", "PORTAL_SEARCH"), "run")) {
            assertThat(portal.exitCode(PortalProcess.START)).isEqualTo(1);
            assertThat(portal.output()).contains("search-service ended right after its start")
                    .contains("this one does not start");
        }
        assertThat(PortalProcess.parts(home)).isEmpty();
    }

    @Test
    void stopsWhileItStarts() throws Exception {
        try (PortalProcess portal = run()) {
            await().atMost(QUICK).until(() -> PortalProcess.part(home, "kafka").isPresent());

            portal.terminate();

            portal.exitCode(STOP);
        }
        assertThat(PortalProcess.parts(home)).isEmpty();
    }

    @Test
    void startsNothingWhenAPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(ports.of(Service.USER), 1, InetAddress.getLoopbackAddress())) {
            assertThat(end(run())).contains("Port " + other.getLocalPort()
                    + " is taken: stop what listens there, or set PORTAL_USER_SERVICE_PORT to another port");
        }
        assertThat(PortalProcess.parts(home)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"format\": 1}", "{\"format\": 1, \"password\": \"short\"}",
            "{\"format\": 2, \"password\": \"00112233445566778899aabbccddeeff\"}"})
    void saysWhatToDoAboutADamagedFolder(String state) throws Exception {
        Files.createDirectories(PortalProcess.data(home));
        Files.writeString(PortalProcess.data(home).resolve("portal.json"), state);

        assertThat(end(run())).contains("\"./portal reset\" removes it");

        assertThat(PortalProcess.data(home).resolve("run")).doesNotExist();
    }

    @Test
    void saysWhatToDoAboutAFolderWithoutState() throws Exception {
        Files.createDirectories(PortalProcess.data(home).resolve("data"));

        assertThat(end(run())).contains("holds files but no portal.json").contains("\"./portal reset\" removes it");
    }

    @Test
    void resetsWhatIsAPortalsOnly() throws Exception {
        Path precious = PortalProcess.data(home).resolve("thesis.txt");
        Files.createDirectories(precious.getParent());
        Files.writeString(precious, "years of work");

        assertThat(end(PortalProcess.start(home, ports, Map.of(), "reset", "--yes"))).contains("remove it by hand");

        assertThat(precious).exists();
    }

    @Test
    void asksBeforeAReset() throws Exception {
        Files.createDirectories(PortalProcess.data(home).resolve("data"));

        assertThat(end(PortalProcess.start(home, ports, Map.of(), "reset"))).contains("Nothing was removed");

        assertThat(PortalProcess.data(home)).exists();
    }

    @Test
    void refusesAPortThatIsNone() throws Exception {
        assertThat(end(PortalProcess.start(home, ports, Map.of("PORTAL_GATEWAY_PORT", "http"), "run")))
                .contains("PORTAL_GATEWAY_PORT is \"http\": set it to a port from 1 to 65535");
    }

    private PortalProcess run() throws Exception {
        return PortalProcess.start(home, ports, Map.of(), "run");
    }

    /// One line, and an exit code that is not 0.
    private static String end(PortalProcess portal) throws Exception {
        assertThat(portal.exitCode(QUICK)).isEqualTo(1);
        assertThat(portal.output().lines().filter(line -> line.startsWith("portal: "))).hasSize(1);
        return portal.output();
    }
}
