package dev.imageportal.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.SynthesisMessage;

/// The stacks as they come out for some settings, each synthesized once: that takes seconds.
final class Portals {

    static final Map<String, String> DEFAULTS = Map.of();
    static final Map<String, String> DEMO = Map.of("scaling", "demo");

    private static final Map<Map<String, String>, Portals> SYNTHESIZED = new ConcurrentHashMap<>();

    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private final CloudAssembly assembly;

    private Portals(Map<String, String> chosen) {
        Path folder = Project.folder("deploy/aws/target/test-templates/" + FOLDERS.incrementAndGet());
        assembly = new PortalApp(chosen, folder).synthesize();
    }

    static Portals with(Map<String, String> chosen) {
        return SYNTHESIZED.computeIfAbsent(chosen, Portals::new);
    }

    static Template data() {
        return with(DEFAULTS).template("ImagePortalData");
    }

    static Template compute() {
        return with(DEFAULTS).template("ImagePortalCompute");
    }

    static Template edge() {
        return with(DEFAULTS).template("ImagePortalEdge");
    }

    Template template(String stack) {
        return Template.fromString(text(stack));
    }

    /// The template's JSON.
    String text(String stack) {
        try {
            return Files.readString(
                    Path.of(assembly.getDirectory(), assembly.getStackByName(stack).getTemplateFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the rules found: errors and warnings.
    List<SynthesisMessage> findings() {
        return assembly.getStacks().stream().flatMap(stack -> stack.getMessages().stream()).toList();
    }
}
