package dev.imageportal.benchmarks;

import java.util.Map;

/// What some work cost.
///
/// @param processor seconds of processor time, by group
/// @param memory    highest sum of proportional set sizes, in bytes, by group; empty where nobody looked
/// @param allocated bytes that the services' heaps were asked for, as far as their metrics tell
/// @param driver    seconds of processor time of the program that made the load
/// @param elsewhere seconds that the machine worked beside all these: when it is much, the figures are disturbed
/// @param drained   seconds from the last answer until the processes were quiet again
record Usage(
        Map<String, Double> processor,
        Map<String, Long> memory,
        double allocated,
        double driver,
        double elsewhere,
        double drained) {

    double total() {
        return processor.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
