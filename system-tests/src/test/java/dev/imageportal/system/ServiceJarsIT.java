package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the services' jars carry that nothing here calls.
class ServiceJarsIT {

    /// `deploy/aws/compose.yaml` names its classes.
    @ParameterizedTest
    @ValueSource(strings = {"user-service", "image-service", "search-service", "feed-service"})
    void whoSpeaksKafkaCanSignInToAmazons(String service) throws IOException {
        Path jar = Path.of(System.getProperty("portal.home", ".."))
                .resolve(service)
                .resolve("target")
                .resolve(service + "-exec.jar");
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.stream().map(entry -> entry.getName()))
                    .anyMatch(name -> name.startsWith("BOOT-INF/lib/aws-msk-iam-auth-"));
        }
    }
}
