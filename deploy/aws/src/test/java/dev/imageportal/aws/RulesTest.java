package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.cxapi.SynthesisMessageLevel;

/// cdk-nag's AwsSolutions pack finds nothing that is not explained.
class RulesTest {

    static Stream<Map<String, String>> settings() {
        return Stream.of(Portals.DEFAULTS, Portals.DEMO, Map.of("threatProtection", "off", "mailFrom",
                "portal@example.org", "operators", "operators@example.org", "processor", "x86_64", "region",
                "eu-central-1"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void allAreKept(Map<String, String> chosen) {
        assertThat(Portals.with(chosen).findings())
                .filteredOn(finding -> finding.getLevel() != SynthesisMessageLevel.INFO)
                .extracting(finding -> finding.getId() + " " + finding.getEntry().getData())
                .isEmpty();
    }
}
