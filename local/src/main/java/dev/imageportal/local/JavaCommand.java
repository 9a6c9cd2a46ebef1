package dev.imageportal.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The Java command line of a child: one place for the flags that keep many processes small on one machine.
record JavaCommand(Installation installation) {

    private static final int SERVICE_HEAP_MEGABYTES = 256;

    /// More options for the services, separated by spaces, such as `-XX:TieredStopAtLevel=4` to measure at full speed.
    private static final String OPTIONS = "PORTAL_LOCAL_JAVA_OPTIONS";

    /// Ten processes on two cores: the quick compiler alone starts a service with a third less processor time than both.
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m", "-XX:-UsePerfData", "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true");

    /// A component's main class.
    List<String> component(int heapMegabytes, List<String> properties, String mainClass, List<String> arguments) {
        List<String> command = start(heapMegabytes);
        command.addAll(properties);
        command.addAll(List.of("-cp", installation.componentsClassPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    /// A service's runnable jar.
    List<String> service(ServiceJar jar) throws IOException {
        List<String> command = start(SERVICE_HEAP_MEGABYTES);
        Stream.of(System.getenv().getOrDefault(OPTIONS, "").split(" ", -1))
                .filter(option -> !option.isBlank())
                .forEach(command::add);
        command.addAll(jar.arguments());
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
