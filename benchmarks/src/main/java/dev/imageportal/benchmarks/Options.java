package dev.imageportal.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param scenarios  in the order in which they run; all unless told
/// @param quick      fewer rounds, shorter, on less data
/// @param keep       leave docs/benchmarks.md alone
/// @param baseline   folder with the app.py that runs side by side
/// @param photos     folder with photographs
record Options(
        List<String> scenarios,
        boolean quick,
        boolean keep,
        @Nullable Path baseline,
        @Nullable Path photos) {

    /// @param caller  folder that relative ones start from
    /// @param known   names of the scenarios
    /// @throws BenchException when an argument is none of those
    static Options parse(List<String> arguments, Path caller, List<String> known) {
        Set<String> scenarios = new LinkedHashSet<>();
        boolean quick = false;
        boolean keep = false;
        Path baseline = null;
        Path photos = null;
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            switch (argument) {
                case "--quick" -> quick = true;
                case "--keep-docs" -> keep = true;
                case "--baseline" -> baseline = folder(argument, rest, caller);
                case "--photos" -> photos = folder(argument, rest, caller);
                default -> {
                    if (!known.contains(argument)) {
                        throw new BenchException("unknown: " + argument + "; scenarios: " + String.join(" ", known)
                                + "; options: --quick --keep-docs --baseline FOLDER --photos FOLDER");
                    }
                    scenarios.add(argument);
                }
            }
        }
        if (baseline != null && !Files.isRegularFile(baseline.resolve("app.py"))) {
            throw new BenchException("--baseline: there is no app.py in " + baseline);
        }
        return new Options(scenarios.isEmpty() ? known : List.copyOf(scenarios), quick, keep, baseline, photos);
    }

    private static Path folder(String option, List<String> rest, Path caller) {
        if (rest.isEmpty()) {
            throw new BenchException(option + " needs a folder");
        }
        Path folder = caller.resolve(rest.removeFirst()).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new BenchException(option + ": " + folder + " is no folder");
        }
        return folder;
    }
}
