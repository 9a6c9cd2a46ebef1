package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class BeanstalkTest {

    private static final Path SETTINGS = Project.folder("deploy/beanstalk/.ebextensions/portal.config");

    @TempDir
    private Path folder;

    private final Template template = Portals.with(Portals.DEMO).template("ImagePortalBeanstalk");

    @Test
    void theBundleHoldsTheSameContainers() throws IOException {
        try (ZipFile bundle = new ZipFile(Bundle.write(folder).toFile())) {
            assertThat(bundle.stream()).extracting(Object::toString)
                    .containsExactlyInAnyOrder("docker-compose.yml", "settings.sh", ".ebextensions/portal.config",
                            ".platform/hooks/prebuild/01-settings.sh");
            assertThat(bundle.getInputStream(bundle.getEntry("docker-compose.yml"))).asString(UTF_8)
                    .isEqualTo(Files.readString(Project.folder("deploy/aws/compose.yaml")));
        }
    }

    @Test
    void theSameFilesMakeTheSameBytes() throws IOException {
        assertThat(Bundle.write(folder.resolve("one"))).hasSameBinaryContentAs(Bundle.write(folder.resolve("two")));
    }

    /// Who makes an environment from the bundle alone gets the same as with the stack.
    @Test
    void theStackSetsWhatTheBundleDoes() throws IOException {
        Map<String, String> settings = bundleSettings();
        assertThat(settings).hasSizeGreaterThan(20)
                .containsEntry("aws:autoscaling:asg MinSize", "2")
                .containsEntry("aws:autoscaling:trigger MeasureName", "NetworkIn")
                .containsEntry("aws:autoscaling:trigger UpperThreshold", "1000000")
                .containsEntry("aws:autoscaling:trigger LowerThreshold", "500000")
                .containsEntry("aws:elasticbeanstalk:environment:process:default HealthCheckPath", "/healthz");
        settings.forEach((name, value) -> hasOption(template, name.substring(0, name.indexOf(' ')),
                name.substring(name.indexOf(' ') + 1), value));
    }

    @Test
    void scalesOnTheProcessorUnlessItIsTheDemonstration() {
        Template other = Portals.with(Portals.DEFAULTS).template("ImagePortalBeanstalk");
        hasOption(other, "aws:autoscaling:trigger", "MeasureName", "CPUUtilization");
    }

    @Test
    void instancesAreAsThoseOfTheGroup() {
        hasOption(template, "aws:autoscaling:launchconfiguration", "DisableIMDSv1", "true");
        hasOption(template, "aws:ec2:vpc", "AssociatePublicIpAddress", "false");
        hasOption(template, "aws:elasticbeanstalk:environment", "LoadBalancerIsShared", "true");
        hasOption(template, "aws:elasticbeanstalk:application:environment", "VERSION", "0.1.0-SNAPSHOT");
    }

    private static void hasOption(Template template, String namespace, String name, String value) {
        template.hasResourceProperties("AWS::ElasticBeanstalk::Environment", Map.of("OptionSettings", Match.arrayWith(
                List.of(Map.of("Namespace", namespace, "OptionName", name, "Value", value)))));
    }

    /// Namespace and name, with a blank between, to value. Of YAML the file uses two levels of names alone.
    private static Map<String, String> bundleSettings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        String namespace = "";
        for (String line : Files.readAllLines(SETTINGS)) {
            if (line.matches("  [a-z0-9:]+:")) {
                namespace = line.strip().replaceFirst(":$", "");
            } else if (line.startsWith("    ")) {
                int separator = line.indexOf(": ");
                settings.put(namespace + " " + line.substring(0, separator).strip(), line.substring(separator + 2));
            }
        }
        return settings;
    }
}
