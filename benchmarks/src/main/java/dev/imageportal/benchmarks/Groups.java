package dev.imageportal.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Processes under the names of what they are, such as `image-service` or `database`. The processes are asked for
/// anew each time, as a part may have been started again.
///
/// @param roots each group's processes; what they started counts too
record Groups(Supplier<Map<String, List<Long>>> roots) {

    static Groups of(Supplier<Map<String, List<Long>>> roots) {
        return new Groups(roots);
    }

    Map<String, Double> processorSeconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        trees().forEach((name, pids) -> seconds.put(name, pids.stream()
                .mapToDouble(Processes::processorSeconds)
                .sum()));
        return seconds;
    }

    Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        trees().forEach((name, pids) -> bytes.put(name, pids.stream()
                .mapToLong(Processes::proportionalSetSize)
                .sum()));
        return bytes;
    }

    private Map<String, List<Long>> trees() {
        Map<String, List<Long>> trees = new LinkedHashMap<>();
        roots.get()
                .forEach((name, pids) -> trees.put(name, pids.stream()
                        .flatMap(pid -> Processes.tree(pid).stream())
                        .distinct()
                        .toList()));
        return trees;
    }
}
