package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// A Kafka broker that is its own controller (KRaft), with the portal's topics.
final class KafkaServer implements Server {

    private static final int HEAP_MEGABYTES = 256;

    private final JavaCommand java;
    private final DataFolder data;
    private final int port;
    private final int controllerPort;
    private final Clients clients;

    /// How clients speak with the broker.
    ///
    /// @param protocol one of Kafka's security protocols
    /// @param broker   what else the broker needs for it: lines of properties
    /// @param client   what else a client needs for it
    record Clients(String protocol, String broker, Map<String, Object> client) {

        static final Clients ANYBODY = new Clients("PLAINTEXT", "", Map.of());
    }

    KafkaServer(JavaCommand java, DataFolder data, int port, int controllerPort) {
        this(java, data, port, controllerPort, Clients.ANYBODY);
    }

    KafkaServer(JavaCommand java, DataFolder data, int port, int controllerPort, Clients clients) {
        this.java = java;
        this.data = data;
        this.port = port;
        this.controllerPort = controllerPort;
        this.clients = clients;
    }

    static String bootstrapServers(int port) {
        return "127.0.0.1:" + port;
    }

    @Override
    public void prepare(Consumer<Running> owner) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(properties(), """
                process.roles=broker,controller
                node.id=1
                listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=CLIENTS://127.0.0.1:%1$d
                listener.security.protocol.map=CLIENTS:%5$s,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=CLIENTS
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%2$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=%4$d
                default.replication.factor=1
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=2
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                num.network.threads=2
                num.io.threads=4
                num.recovery.threads.per.data.dir=2
                log.cleaner.dedupe.buffer.size=8388608
                log.retention.hours=-1
                controlled.shutdown.enable=true
                %6$s
                """.formatted(port, controllerPort, folder(), EventTopics.PARTITIONS, clients.protocol(),
                clients.broker()));
    }

    @Override
    public Running launch(Consumer<Running> owner) {
        return ChildProcess.start(new ChildProcess.Command("kafka", folder(),
                java.component(HEAP_MEGABYTES, List.of("-Dlogback.configurationFile=component-logback.xml"),
                        KafkaMain.class.getName(), List.of(properties().toString())),
                Map.of(), null), data, owner);
    }

    @Override
    public void probe() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Object> client = new HashMap<>(clients.client());
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(port));
        new EventTopics(client).makeWhereAbsent();
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(6);
    }

    private Path folder() {
        return data.data("kafka");
    }

    private Path properties() {
        return data.run().resolve("kafka.properties");
    }
}
