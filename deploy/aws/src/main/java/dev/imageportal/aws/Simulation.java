package dev.imageportal.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `./portal aws simulate`: replays a day of uploads against both ways of scaling and draws what came of it.
public final class Simulation {

    static final String NAME = "scaling.svg";

    private static final int MINIMUM = 2;
    private static final int MAXIMUM = 10;

    private Simulation() {}

    /// @param arguments the folder for the picture
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("portal: ./portal aws simulate takes a folder at most");
            System.exit(2);
        }
        Path picture = Files.createDirectories(Path.of(arguments[0])).resolve(NAME);
        Files.writeString(picture, draw());
        System.out.println(picture);
    }

    static SimulatedDay capacity() {
        return day(new ScalingPolicy.Tracking(ScalingRules.PROCESSOR_TARGET / 100.0));
    }

    static SimulatedDay demo() {
        return day(new ScalingPolicy.Bytes(ScalingRules.UPPER_BYTES, ScalingRules.LOWER_BYTES));
    }

    private static SimulatedDay day(ScalingPolicy policy) {
        return SimulatedDay.under(policy, InstanceCapacity.MEASURED, MINIMUM, MAXIMUM);
    }

    static String draw() {
        return new ScalingChart("capacity (processor at " + ScalingRules.PROCESSOR_TARGET + " %)", capacity(),
                "demo (NetworkIn over 1 MB, under 500 kB)", demo()).svg();
    }
}
