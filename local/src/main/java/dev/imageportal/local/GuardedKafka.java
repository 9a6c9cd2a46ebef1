package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.jspecify.annotations.Nullable;

/// A broker besides [SharedComponents]' own that only serves clients that sign in, as Amazon's does: whether every client
/// of a service has its settings shows here. Always a process of this machine.
public final class GuardedKafka implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final Map<String, Object> signIn = signIn(UUID.randomUUID().toString());
    private final Ports ports = Ports.free();
    private final DataFolder data;
    private final KafkaServer server;
    private @Nullable Running running;

    private GuardedKafka(DataFolder data) {
        this.data = data;
        Object login = signIn.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, "");
        server = new KafkaServer(new JavaCommand(Installation.find()), data, ports.of(Component.KAFKA),
                ports.kafkaController(), new KafkaServer.Clients("SASL_PLAINTEXT", """
                        sasl.enabled.mechanisms=PLAIN
                        sasl.mechanism.inter.broker.protocol=PLAIN
                        listener.name.clients.plain.sasl.jaas.config=%s
                        """.formatted(login), signIn));
    }

    /// Returns when it has answered, and has the portal's topics.
    ///
    /// @throws LocalException when it does not start
    public static GuardedKafka start() {
        try {
            Path all = Files.createDirectories(Path.of("target", "components").toAbsolutePath());
            GuardedKafka kafka = new GuardedKafka(DataFolder.open(Files.createTempDirectory(all, "guarded")));
            try {
                kafka.launch();
                return kafka;
            } catch (IOException | InterruptedException | RuntimeException e) {
                kafka.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LocalException("A broker cannot be started: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted while a broker started", e);
        }
    }

    private void launch() throws IOException, InterruptedException {
        server.prepare(started -> running = started);
        Running launched = server.launch(started -> running = started);
        Readiness.await(launched, START, data, ports.of(Component.KAFKA), server::probe);
    }

    public String bootstrapServers() {
        return KafkaServer.bootstrapServers(ports.of(Component.KAFKA));
    }

    /// What clients sign in with, by the names of Kafka's settings.
    public Map<String, Object> signIn() {
        return signIn;
    }

    @Override
    public void close() {
        if (running != null) {
            running.stop(server.grace());
        }
        Path folder = data.folder();
        data.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println(folder + " cannot be deleted: " + e);
        }
    }

    private static Map<String, Object> signIn(String password) {
        return Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT", SaslConfigs.SASL_MECHANISM,
                "PLAIN", SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=\"portal\" password=\"%s\" user_portal=\"%s\";"
                        .formatted(PlainLoginModule.class.getName(), password, password));
    }
}
