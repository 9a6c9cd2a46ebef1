package dev.imageportal.aws;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.cxapi.CloudAssembly;

/// `./portal aws synth`: writes the templates, with Java and Node alone.
///
/// The CDK's command line starts it in the same way and says by its own environment variables what it wants.
public final class Synthesis {

    private Synthesis() {}

    /// @param arguments `-c name=value` as often as wanted, and the folder
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /// Gives the exit code: 0 when done, 1 when a setting is wrong, 2 when the command itself is.
    static int run(List<String> arguments, PrintStream output, PrintStream errors) {
        Map<String, String> chosen = new LinkedHashMap<>();
        @Nullable
        Path folder = null;
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            if (argument.equals("-c") && index + 1 < arguments.size()) {
                String setting = arguments.get(++index);
                int separator = setting.indexOf('=');
                String name = separator < 0 ? setting : setting.substring(0, separator);
                if (separator < 0 || !Settings.names().contains(name)) {
                    errors.println("portal: -c takes name=value with one of " + String.join(", ", Settings.names())
                            + ", not " + setting);
                    return 2;
                }
                chosen.put(name, setting.substring(separator + 1));
            } else if (argument.startsWith("-") || folder != null) {
                errors.println("portal: unknown: " + argument + " (./portal help tells more)");
                return 2;
            } else {
                folder = Path.of(argument);
            }
        }
        try {
            CloudAssembly assembly = new PortalApp(chosen, folder).synthesize();
            assembly.getStacks()
                    .forEach(stack -> output
                            .println(Path.of(assembly.getDirectory()).resolve(stack.getTemplateFile())));
            return 0;
        } catch (IllegalArgumentException e) {
            errors.println("portal: " + e.getMessage());
            return 1;
        }
    }
}
