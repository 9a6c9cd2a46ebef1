package dev.imageportal.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Java command line of a child: one place for the flags that keep many processes small on one machine.
record JavaCommand(Installation installation) {

    /// Of a training, whose cache serves starts with any heap.
    private static final int SERVICE_HEAP_MEGABYTES = 256;

    /// More options for the services, separated by spaces, such as `-XX:TieredStopAtLevel=4` to measure at full speed.
    private static final String OPTIONS = "PORTAL_LOCAL_JAVA_OPTIONS";

    /// Ten processes on two cores: the quick compiler alone starts a service with a third less processor time than both.
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m", "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true");

    /// A component's main class.
    List<String> component(int heapMegabytes, List<String> properties, String mainClass, List<String> arguments) {
        List<String> command = start(heapMegabytes);
        command.addAll(properties);
        command.addAll(List.of("-cp", installation.componentsClassPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    /// A service's runnable jar, with its AOT cache where there is one. Options of people come last, so that theirs win.
    List<String> service(ServiceJar jar, int heapMegabytes) throws IOException {
        ServiceJar.Program program = jar.program();
        List<String> more = Stream.of(System.getenv().getOrDefault(OPTIONS, "").split(" ", -1))
                .filter(option -> !option.isBlank())
                .toList();
        List<String> command = start(heapMegabytes);
        Stream<String> theirs = Stream.of(OPTIONS, "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                .map(name -> System.getenv().getOrDefault(name, ""));
        if (theirs.noneMatch(AotCache::refusedBy)) {
            cache(program).ifPresent(cache -> command.addAll(cache.use()));
        }
        command.addAll(more);
        command.addAll(program.arguments());
        return command;
    }

    /// Of a service; empty where its jar is run as it is.
    Optional<AotCache> cache(ServiceJar.Program program) {
        return program.folder().map(folder -> AotCache.in(folder, start(SERVICE_HEAP_MEGABYTES)));
    }

    /// A service as it is started without a cache, with more options: only what was made with a start's flags serves it.
    List<String> training(ServiceJar.Program program, List<String> options) {
        List<String> command = start(SERVICE_HEAP_MEGABYTES);
        command.addAll(options);
        command.addAll(program.arguments());
        return command;
    }

    private List<String> start(int heapMegabytes) {
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(SMALL);
        return command;
    }
}
