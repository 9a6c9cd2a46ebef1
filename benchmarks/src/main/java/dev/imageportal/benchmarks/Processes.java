package dev.imageportal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What Linux tells of processes, from `/proc`.
final class Processes {

    /// Of processor time, in `/proc`; the same on every Linux that Java runs on.
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    static boolean known() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /// A process and all that it started.
    static List<Long> tree(long pid) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList())
                .orElse(List.of());
    }

    /// Seconds of processor time, user and system, of a process and of its children that have ended; 0 when it is gone.
    static double processorSeconds(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // the name, in parentheses, may hold spaces
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Seconds that all of the machine's processors have worked since it started.
    static double machineSeconds() {
        try (Stream<String> lines = Files.lines(PROC.resolve("stat"))) {
            String[] fields = lines.findFirst().orElse("").split(" +", -1);
            long ticks = 0;
            for (int field = 1; field <= 8; field++) {
                // neither idle nor waiting for a disk
                ticks += field == 4 || field == 5 ? 0 : Long.parseLong(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Bytes of memory, shared pages divided among those who share them; 0 when it is gone.
    static long proportionalSetSize(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
