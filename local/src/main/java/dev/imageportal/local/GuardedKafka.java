package dev.imageportal.local;

import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/// A broker of its own that only serves clients that sign in, as Amazon's does: whether every client of a service has its
/// settings shows here.
public final class GuardedKafka implements AutoCloseable {

    private final Map<String, Object> signIn = signIn(UUID.randomUUID().toString());
    private final Ports ports = Ports.free();
    private final OwnServer server;

    /// Returns when it has answered, and has the portal's topics.
    ///
    /// @throws LocalException when it does not start
    public GuardedKafka() {
        var clients = new KafkaServer.Clients("SASL_PLAINTEXT", """
                sasl.enabled.mechanisms=PLAIN
                sasl.mechanism.inter.broker.protocol=PLAIN
                listener.name.clients.plain.sasl.jaas.config=%s
                """.formatted(signIn.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, "")), signIn);
        server = OwnServer.start(ports.of(Component.KAFKA), data -> new KafkaServer(
                new JavaCommand(Installation.find()), data, ports.of(Component.KAFKA), ports.kafkaController(),
                clients));
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
        server.close();
    }

    private static Map<String, Object> signIn(String password) {
        return Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT", SaslConfigs.SASL_MECHANISM,
                "PLAIN", SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=\"portal\" password=\"%s\" user_portal=\"%s\";"
                        .formatted(PlainLoginModule.class.getName(), password, password));
    }
}
