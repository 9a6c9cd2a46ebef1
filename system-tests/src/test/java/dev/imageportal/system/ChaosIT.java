package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.chaos.Options;
import dev.imageportal.chaos.Scene;
import dev.imageportal.chaos.Suite;
import dev.imageportal.local.Component;
import dev.imageportal.local.Console;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The faults of `./portal chaos` as short as they show, without its clock.
class ChaosIT extends SystemTest {

    private static final Console CONSOLE = new Console(System.out);

    @BeforeEach
    void processes() {
        Assumptions.assumeTrue(portal().process(Component.DATABASE.part()).isPresent(),
                "stops processes of this machine: not for containers");
        portal().restartWithin(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"database-stopped", "object-store-stopped", "kafka-stopped", "accounts-stopped", "kills",
            "poison", "replay", "slow-clients"})
    void thePortalKeepsItsPromisesWith(String fault) {
        try (Scene scene = Scene.of(portal(), Options.tests().of(fault), CONSOLE)) {
            assertThat(Suite.run(scene))
                    .allSatisfy(outcome -> assertThat(outcome.broken()).as(outcome.toString()).isEmpty());
        }
    }
}
