package dev.imageportal.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/// The command `./portal`, whose script sees to Java, Node and the build first.
public final class Portal {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Console console = new Console(System.out);
    private final Path directory;

    private Portal(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        Path directory = Path.of(System.getenv()
                .getOrDefault("PORTAL_DATA_DIRECTORY",
                        Installation.find().home().resolve(".portal").toString()))
                .toAbsolutePath()
                .normalize();
        Portal portal = new Portal(directory);
        try {
            if (words.equals(List.of("run")) || words.equals(List.of("run", "--demo"))) {
                portal.run(words.contains("--demo"), System.getenv());
            } else if (words.equals(List.of("reset")) || words.equals(List.of("reset", "--yes"))) {
                portal.reset(words.contains("--yes"));
            } else {
                System.err.println("portal: unknown: " + String.join(" ", words) + " (./portal help tells more)");
                System.exit(MISUSED);
            }
        } catch (LocalException | IOException e) {
            System.err.println("portal: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private void run(boolean demo, Map<String, String> environment) {
        RunningPortal portal = RunningPortal.prepare(directory, Ports.of(environment), console);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            console.line("Stopping");
            portal.close();
            console.line("Stopped");
        }, "stop"));
        try {
            console.line("Starting the components and the services");
            portal.start();
            console.line(String.format("%nImage Portal is ready after %.1f s.%n%n%s%nCtrl-C stops it; ./portal reset "
                    + "removes its data.", console.seconds(), portal.addresses()));
            portal.trainForLaterStarts();
            if (demo) {
                fillDemo(portal);
            }
            portal.awaitClose();
        } catch (RuntimeException e) {
            if (!portal.closing()) {
                System.err.println("portal: " + e.getMessage());
                System.exit(FAILED);
            }
        } catch (InterruptedException e) {
            System.exit(FAILED);
        }
    }

    /// The portal stays, with what the demo could add.
    private void fillDemo(RunningPortal portal) throws InterruptedException {
        try {
            new Demo(portal.gateway(), portal.mailLog(), portal.data().data("demo.txt"), console).fill();
        } catch (LocalException e) {
            if (!portal.closing()) {
                System.err.println("portal: the demo is not complete: " + e.getMessage());
            }
        }
    }

    private void reset(boolean unasked) throws IOException {
        if (!Files.isDirectory(directory)) {
            console.line("There is nothing to remove: " + directory + " does not exist");
            return;
        }
        if (!DataFolder.holdsNothingElse(directory)) {
            throw new LocalException(directory + " holds files that are no portal's: remove it by hand");
        }
        try (FolderLock lock = FolderLock.of(directory)) {
            if (!unasked && !agreed()) {
                throw new LocalException("Nothing was removed");
            }
            lock.endLeftovers();
            Folders.delete(directory);
        }
        console.line("Removed " + directory);
    }

    private boolean agreed() {
        console.line("This removes all pictures, accounts and logs in " + directory + ". Remove them? [y/N]");
        Scanner answer = new Scanner(System.in, StandardCharsets.UTF_8);
        return answer.hasNextLine() && answer.nextLine().strip().matches("(?i)y|yes");
    }
}
