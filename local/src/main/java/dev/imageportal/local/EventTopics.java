package dev.imageportal.local;

import dev.imageportal.events.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/// The portal's topics on one broker.
///
/// @param client how to reach it: settings of Kafka's clients
record EventTopics(Map<String, Object> client) {

    static final int PARTITIONS = 6;

    private static final short COPIES = 1;
    private static final int ANSWER_MILLISECONDS = 5_000;

    /// On a broker that asks nobody who they are.
    EventTopics(String bootstrapServers) {
        this(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    void makeWhereAbsent() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLISECONDS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLISECONDS);
        try (Admin admin = Admin.create(settings)) {
            Set<String> present = admin.listTopics().names().get(ANSWER_MILLISECONDS, TimeUnit.MILLISECONDS);
            List<NewTopic> absent = Topics.ALL.stream()
                    .filter(topic -> !present.contains(topic))
                    .map(topic -> new NewTopic(topic, PARTITIONS, COPIES))
                    .toList();
            if (!absent.isEmpty()) {
                admin.createTopics(absent).all().get(ANSWER_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
        }
    }
}
