package dev.imageportal.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The Java command line of a child: one place for the flags that keep many processes small on one machine.
record JavaCommand(Installation installation) {

    private static final int SERVICE_HEAP_MEGABYTES = 256;

    /// The serial collector and one compiler thread each suit two cores with ten processes better than the defaults.
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k",
            "-XX:CICompilerCount=1", "-XX:ReservedCodeCacheSize=64m", "-XX:-UsePerfData", "-Xshare:auto",
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
