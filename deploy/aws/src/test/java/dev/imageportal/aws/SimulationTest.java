package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.imageportal.aws.SimulatedDay.Minute;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

    private static final ScalingPolicy NEVER = (instances, wanted, utilisation, bytes) -> wanted;

    @TempDir
    private Path folder;

    @Test
    void drawsThePictureInTheDocuments() throws Exception {
        Simulation.main(new String[]{folder.toString()});
        assertThat(folder.resolve(Simulation.NAME)).hasSameTextualContentAs(Project.folder("docs/images/scaling.svg"));
    }

    /// What the decision rests on.
    @Test
    void bytesKeepAllInstancesForNothing() {
        assertThat(Simulation.demo().instanceHours()).isGreaterThan(1.5 * Simulation.capacity().instanceHours());
        assertThat(Simulation.capacity().refused()).isLessThan(0.01 * Simulation.capacity().uploads());
    }

    @Test
    void refusesWhatIsMoreThanAllInstancesTake() {
        SimulatedDay day = SimulatedDay.under(NEVER, InstanceCapacity.MEASURED, 2, 2);
        double most = 2 * InstanceCapacity.MEASURED.uploads();
        assertThat(day.minutes()).hasSize(LoadCurve.MINUTES).allSatisfy(minute -> {
            assertThat(minute.offered() - minute.refused()).isLessThanOrEqualTo(most);
            assertThat(minute.refused()).isCloseTo(Math.max(0, minute.offered() - most), within(1e-9));
        });
        assertThat(day.refused()).isPositive();
        assertThat(day.instanceHours()).isEqualTo(48);
    }

    @Test
    void staysBetweenMinimumAndMaximum() {
        for (SimulatedDay day : new SimulatedDay[]{Simulation.capacity(), Simulation.demo()}) {
            assertThat(day.minutes()).extracting(Minute::paid).allSatisfy(paid -> assertThat(paid).isBetween(2, 10));
        }
    }

    @Test
    void anInstanceServesOnlyOnceItHasStarted() {
        SimulatedDay day = SimulatedDay.under((instances, wanted, utilisation, bytes) -> 3, InstanceCapacity.MEASURED,
                2, 3);
        assertThat(day.minutes().subList(0, 5)).extracting(Minute::instances).containsExactly(2, 2, 2, 2, 3);
        assertThat(day.minutes().subList(0, 3)).extracting(Minute::paid).containsExactly(2, 3, 3);
    }
}
