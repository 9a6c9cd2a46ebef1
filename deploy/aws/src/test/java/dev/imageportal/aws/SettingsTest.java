package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.aws.Settings.Scaling;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void haveDefaults() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.minimum()).isEqualTo(2);
        assertThat(settings.scaling()).isEqualTo(Scaling.CAPACITY);
        assertThat(settings.zoneNames()).containsExactly("us-east-1a", "us-east-1b", "us-east-1c");
        assertThat(settings.edgeCertificate()).isEqualTo(settings.certificate());
    }

    @Test
    void fitTheInstanceToTheProcessor() {
        assertThat(Settings.of(Map.of("processor", "x86_64")).instanceType()).isEqualTo("m7i.large");
        assertThat(Settings.of(Map.of("instance", "c8g.xlarge")).instanceType()).isEqualTo("c8g.xlarge");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scaling          | fast              | scaling must be one of capacity, demo, not "fast"
            processor        | sparc             | processor must be one of arm64, x86_64, not "sparc"
            minimum          | 1                 | minimum must be 2 or more
            maximum          | 1                 | maximum from there to 100
            minimum          | two               | minimum must be a number, not "two"
            zones            | a,b               | zones must name three zones
            natGateways      | 0                 | natGateways must be 1 to 3
            version          | a b               | version must be a tag of an image
            domain           | portal            | domain must be a host name
            threatProtection | yes               | threatProtection must be one of enforced, audit, off
            """)
    void refuseWhatCannotBe(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
