package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every change of what is deployed shows in the change that makes it: the templates are kept beside the tests. When
/// they are meant to change,
///
///     mvn -pl deploy/aws test -Dtest=TemplatesTest -Dtemplates.rewrite=true
///
/// writes them anew.
class TemplatesTest {

    private static final Path KEPT = Path.of(Objects.requireNonNull(System.getProperty("portal.home")),
            "deploy/aws/src/test/resources/templates");

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /// Of files that the CDK uploads: they change with its version.
    private static final Pattern ASSET = Pattern.compile("[0-9a-f]{64}");

    @ParameterizedTest
    @ValueSource(strings = {"ImagePortalEdge", "ImagePortalData", "ImagePortalCompute", "ImagePortalBeanstalk"})
    void areTheOnesKept(String stack) throws IOException {
        Path file = KEPT.resolve(stack + ".json");
        String template = normalized(stack);
        if (Boolean.getBoolean("templates.rewrite")) {
            Files.createDirectories(KEPT);
            Files.writeString(file, template);
        }
        assertThat(file).content().isEqualTo(template);
    }

    private static String normalized(String stack) throws JsonProcessingException {
        String text = JSON.writeValueAsString(JSON.readValue(Portals.with(Portals.DEFAULTS).text(stack), Map.class))
                + "\n";
        return ASSET.matcher(text).replaceAll("ASSET");
    }
}
