package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A process that this one started, with its log file and a pid file by which a later run finds it if this one dies.
final class ChildProcess implements Running {

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Command command;
    private final Process process;

    /// What to run.
    ///
    /// @param part        name in messages, of the log and of the pid file
    /// @param arguments   program first
    /// @param environment beyond this process's own
    /// @param input       file that becomes standard input; none: standard input is empty
    record Command(
            String part,
            Path folder,
            List<String> arguments,
            Map<String, String> environment,
            @Nullable Path input) {

        Command {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    private ChildProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
    }

    /// @param owner told of the process before anything else can happen to it
    static ChildProcess start(Command command, DataFolder data, Consumer<? super ChildProcess> owner) {
        LogFile log = data.log(command.part());
        log.rotate();
        ProcessBuilder builder = new ProcessBuilder(apart(command.arguments()))
                .directory(command.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        builder.redirectInput(command.input() == null ? Path.of("/dev/null").toFile() : command.input().toFile());
        builder.environment().putAll(command.environment());
        return data.starting(() -> {
            try {
                Files.createDirectories(command.folder());
                ChildProcess child = new ChildProcess(command, builder.start());
                owner.accept(child);
                PidFile.of(data, command.part()).write(child.process.toHandle());
                return child;
            } catch (IOException e) {
                throw new LocalException(command.part() + " cannot be started: " + e.getMessage(), e);
            }
        });
    }

    /// Ctrl-C goes to every process of the terminal; only the runner may act on it, as it stops the others in order.
    private static List<String> apart(List<String> arguments) {
        List<String> apart = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "sh"));
        apart.addAll(arguments);
        return apart;
    }

    @Override
    public String part() {
        return command.part();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    /// Waits for the end.
    ///
    /// @return the exit code
    int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new LocalException(part() + " is not done after " + limit.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /// Asks it to end as a person would who has time, and waits for that.
    void end(Duration limit) throws InterruptedException {
        process.destroy();
        await(limit);
    }

    @Override
    public void stop(Duration grace) {
        process.destroy();
        if (!ended(grace)) {
            kill();
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        ended(AFTER_KILL);
    }

    @Override
    public void suspend() {
        signal("-STOP");
    }

    @Override
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(pid())).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new LocalException("kill " + signal + " of " + part() + " failed");
            }
        } catch (IOException e) {
            throw new LocalException("kill " + signal + " of " + part() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted", e);
        }
    }

    private boolean ended(Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
