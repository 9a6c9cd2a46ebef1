package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynthesisTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void writesTheTemplatesAndNamesThem() {
        assertThat(run("-c", "scaling=demo", folder.toString())).isZero();
        assertThat(output.toString(UTF_8).lines().map(Path::of)).hasSize(4)
                .allSatisfy(template -> assertThat(template).startsWith(folder).isNotEmptyFile());
        assertThat(folder.resolve("ImagePortalCompute.template.json")).content().contains("NetworkIn");
        assertThat(errors.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour=red", "scaling"})
    void refusesSettingsThatItDoesNotKnow(String setting) {
        assertThat(run("-c", setting, folder.toString())).isEqualTo(2);
        assertThat(errors.toString(UTF_8)).contains("-c takes name=value with one of", "scaling", "not " + setting);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesValuesThatCannotBe() {
        assertThat(run("-c", "minimum=1", folder.toString())).isEqualTo(1);
        assertThat(errors.toString(UTF_8)).contains("portal: minimum must be 2 or more");
    }

    @Test
    void refusesASecondFolder() {
        assertThat(run(folder.toString(), "other")).isEqualTo(2);
        assertThat(errors.toString(UTF_8)).contains("unknown: other");
    }

    private int run(String... arguments) {
        return Synthesis.run(List.of(arguments), new PrintStream(output, true, UTF_8),
                new PrintStream(errors, true, UTF_8));
    }
}
