package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartScriptTest {

    private static final StartScript SCRIPT = new StartScript(Map.of("REGION", "us-east-1", "VERSION", "1"));

    @TempDir
    private Path folder;

    @Test
    void fitsIntoUserData() {
        // what is put in for the ARNs at deployment takes some 2 KB more than their names here
        assertThat(SCRIPT.text().getBytes(UTF_8)).hasSizeLessThan(StartScript.LARGEST - 3_000);
    }

    @Test
    void bringsEveryFileAsItIs() {
        for (String name : List.of("compose.yaml", "settings.sh", "start.sh", "stop.sh", "drain.sh",
                "image-portal.service", "image-portal-drain.service")) {
            assertThat(SCRIPT.text()).contains("cat > /opt/image-portal/" + name + " <<'END_OF_FILE'\n"
                    + InstanceFile.read(name) + "END_OF_FILE\n");
        }
        assertThat(SCRIPT.text()).endsWith(InstanceFile.read("user-data.sh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings.sh", "start.sh", "stop.sh", "drain.sh", "user-data.sh", "schemas.sh"})
    void isBash(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), InstanceFile.read(name));
        assertThat(run("bash", "-n", file.toString())).isEmpty();
    }

    @Test
    void asAWholeIsBash() throws Exception {
        Path file = Files.writeString(folder.resolve("user-data"), SCRIPT.text());
        assertThat(run("bash", "-n", file.toString())).isEmpty();
    }

    /// Whatever the scripts and the containers' file take from the environment is there.
    @Test
    void knowsEveryVariableThatIsUsed() throws IOException {
        String given = Portals.compute().toJSON().toString();
        for (String file : List.of("compose.yaml", "settings.sh", "start.sh", "drain.sh")) {
            assertThat(Pattern.compile("\\$\\{?([A-Z][A-Z_]+)}?")
                    .matcher(InstanceFile.read(file))
                    .results()
                    .map(MatchResult::group)
                    .map(name -> name.replaceAll("[${}]", ""))
                    .filter(name -> !name.startsWith("PORTAL_") && !name.equals("BASH_SOURCE"))
                    .distinct()).as(file).isNotEmpty().allSatisfy(name -> assertThat(given).contains(name + "="));
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
