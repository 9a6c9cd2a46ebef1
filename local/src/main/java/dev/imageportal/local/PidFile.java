package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Which process a part is: its pid with the instant at which it started, as pids are used again.
record PidFile(Path file) {

    static final String SUFFIX = ".pid";

    private static final Duration GRACE = Duration.ofSeconds(10);

    static PidFile of(DataFolder data, String part) {
        return new PidFile(data.run().resolve(part + SUFFIX));
    }

    void write(ProcessHandle process) throws IOException {
        Files.writeString(file, process.pid() + " " + startOf(process).toEpochMilli() + "\n");
    }

    /// The recorded process, if it still runs.
    Optional<ProcessHandle> process() {
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0])).filter(process -> startOf(process).equals(start));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Ends what a former owner left running.
    void endLeftover() {
        process().ifPresent(process -> {
            if (!end(process, process.destroy()) && !end(process, process.destroyForcibly())) {
                throw new LocalException(
                        "A former run left process " + process.pid() + " (" + file + ") and it does not end: end it");
            }
        });
        delete();
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LocalException(file + " cannot be deleted", e);
        }
    }

    private static boolean end(ProcessHandle process, boolean asked) {
        try {
            process.onExit().get(asked ? GRACE.toMillis() : 0, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return Instant.ofEpochMilli(process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
    }
}
