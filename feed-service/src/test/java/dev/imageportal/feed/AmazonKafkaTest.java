package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.authenticator.AbstractLogin.DefaultLoginCallbackHandler;
import org.apache.kafka.common.security.authenticator.DefaultLogin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The settings by which instances on AWS sign in to Kafka, with the service's own jars and made-up credentials. Only
/// Amazon's brokers can tell whether such a token is good.
class AmazonKafkaTest {

    private static final Path COMPOSE = Path.of(System.getProperty("portal.home", ".."), "deploy", "aws",
            "compose.yaml");
    private static final Pattern SETTING = Pattern.compile("(?m)^  (SPRING_KAFKA_\\w+): (.+)$");
    private static final Map<String, String> CREDENTIALS = Map.of("aws.accessKeyId", "AKIDEXAMPLE",
            "aws.secretAccessKey", "made-up", "aws.region", "eu-west-1");

    private static final String MECHANISM = "AWS_MSK_IAM";
    private static final String BROKER = "b-1.image-portal.abcdef.c2.kafka.eu-west-1.amazonaws.com";

    @BeforeAll
    static void makeUpCredentials() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void forgetThem() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @Test
    void theSettingsReachEveryKindOfClient() throws IOException {
        KafkaProperties kafka = settings();

        for (Map<String, Object> client : List.of(kafka.buildConsumerProperties(), kafka.buildProducerProperties(),
                kafka.buildAdminProperties())) {
            assertThat(client).containsEntry(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "SASL_SSL")
                    .containsEntry(SaslConfigs.SASL_MECHANISM, MECHANISM)
                    .containsKeys(SaslConfigs.SASL_JAAS_CONFIG, SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS);
        }
    }

    @Test
    void theRoleSignsForTheBroker() throws Exception {
        Map<String, Object> settings = new HashMap<>(settings().buildAdminProperties());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER + ":9098");
        Map<String, Object> typed = new HashMap<>(new AdminClientConfig(settings).values());

        JaasContext jaas = JaasContext.loadClientContext(typed);
        DefaultLogin login = new DefaultLogin();
        login.configure(typed, jaas.name(), jaas.configuration(), new DefaultLoginCallbackHandler());
        login.login();
        Class<?> callbacks = (Class<?>) Objects
                .requireNonNull(typed.get(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS));
        var handler = (AuthenticateCallbackHandler) callbacks.getConstructor().newInstance();
        handler.configure(typed, MECHANISM, jaas.configurationEntries());
        SaslClient client = Sasl.createSaslClient(new String[]{MECHANISM}, null, "kafka", BROKER, typed, handler);
        JsonNode token = new JsonMapper().readTree(new String(client.evaluateChallenge(new byte[0]), UTF_8));

        assertThat(token.get("host").asString()).isEqualTo(BROKER);
        assertThat(token.get("action").asString()).isEqualTo("kafka-cluster:Connect");
        assertThat(token.get("x-amz-credential").asString())
                .matches("AKIDEXAMPLE/[0-9]{8}/eu-west-1/kafka-cluster/aws4_request");
        assertThat(token.get("x-amz-signature").asString()).matches("[0-9a-f]{64}");
    }

    /// As an instance's services read them: from their environment.
    private static KafkaProperties settings() throws IOException {
        Map<String, Object> environment = new HashMap<>();
        Matcher lines = SETTING.matcher(Files.readString(COMPOSE));
        while (lines.find()) {
            environment.put(lines.group(1), lines.group(2));
        }
        assertThat(environment).hasSize(4);
        var source = ConfigurationPropertySource.from(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
        return new Binder(Objects.requireNonNull(source)).bind("spring.kafka", KafkaProperties.class).get();
    }
}
