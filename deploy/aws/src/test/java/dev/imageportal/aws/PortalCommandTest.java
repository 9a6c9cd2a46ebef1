package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./portal aws`, run as people run it, with what this build has just compiled: it needs Java and Node alone.
class PortalCommandTest {

    private record Answer(int status, String output, String errors) {}

    @TempDir
    private Path folder;

    @BeforeEach
    void nothingIsStale() throws IOException {
        Path stamp = Project.folder("deploy/aws/target/portal.stamp");
        Files.writeString(stamp, "");
        Path maven = Files.writeString(folder.resolve("mvn"), "#!/bin/sh\necho Maven was asked >&2\nexit 1\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void synthWritesTheTemplatesWhereItIsTold() throws Exception {
        Answer answer = portal("aws", "synth", "-c", "scaling=demo", "templates");
        assertThat(answer).isEqualTo(new Answer(0, lines("ImagePortalEdge", "ImagePortalData",
                "ImagePortalBeanstalk", "ImagePortalCompute"), ""));
        assertThat(folder.resolve("templates/ImagePortalCompute.template.json")).content().contains("NetworkIn");
    }

    /// As `npx aws-cdk` asks for it, which names a folder from where it runs.
    @Test
    void synthWritesTheTemplatesWhereTheCdkLooks() throws Exception {
        Answer answer = portal(Map.of("CDK_OUTDIR", "cdk.out"), "aws", "synth");
        assertThat(answer.status()).as(answer.errors()).isZero();
        assertThat(folder.resolve("cdk.out/manifest.json")).exists();
    }

    @Test
    void bundleMakesTheBundleWhereItIsTold() throws Exception {
        assertThat(portal("aws", "bundle", "out"))
                .isEqualTo(new Answer(0, folder.resolve("out").resolve(Bundle.NAME) + "\n", ""));
        assertThat(folder.resolve("out").resolve(Bundle.NAME)).isNotEmptyFile();
    }

    @Test
    void otherCommandsAreUnknown() throws Exception {
        assertThat(portal("aws", "destroy"))
                .isEqualTo(new Answer(2, "", "portal: unknown: aws destroy (./portal help tells more)\n"));
    }

    private String lines(String... stacks) {
        StringBuilder lines = new StringBuilder();
        for (String stack : stacks) {
            lines.append(folder.resolve("templates").resolve(stack + ".template.json")).append('\n');
        }
        return lines.toString();
    }

    private Answer portal(String... arguments) throws IOException, InterruptedException {
        return portal(Map.of(), arguments);
    }

    private Answer portal(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Project.folder("portal").toString()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        builder.environment().putAll(environment);
        // what the build sets for its own tests, the command must set for itself
        builder.environment().keySet().removeIf(name -> name.startsWith("JSII_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Answer(process.exitValue(), output, Files.readString(errors));
    }
}
