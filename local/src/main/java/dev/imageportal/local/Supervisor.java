package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Starts again what dies, each time after a longer pause; keeps logs bounded; shows codes as they are sent.
final class Supervisor {

    private static final Duration ROUND = Duration.ofMillis(250);
    private static final int ROUNDS_BETWEEN_LOGS = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofMinutes(2);

    private final DataFolder data;
    private final Components components;
    private final ServiceProcesses services;
    private final Console console;
    private final Thread thread;
    private final Set<String> returning = ConcurrentHashMap.newKeySet();
    private final Map<String, Restarts> restarts = new HashMap<>();
    private volatile Duration longestPause = LONGEST_PAUSE;
    private long shownCodes;
    private long seenMail;

    /// How often a part was started again lately.
    private record Restarts(int count, long lastNanos) {

        Duration pause() {
            long seconds = count == 0 ? 0 : 1L << Math.min(count - 1, 5);
            return Duration.ofSeconds(seconds);
        }

        Restarts next() {
            boolean calm = System.nanoTime() - lastNanos > CALM.toNanos();
            return new Restarts(calm ? 1 : count + 1, System.nanoTime());
        }
    }

    Supervisor(DataFolder data, Components components, ServiceProcesses services, Console console) {
        this.data = data;
        this.components = components;
        this.services = services;
        this.console = console;
        this.thread = Thread.ofPlatform().daemon().name("supervisor").unstarted(this::watch);
    }

    void start() {
        shownCodes = new LogFile(data.mailLog()).linesFrom(0).size();
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    void pauseAtMost(Duration pause) {
        longestPause = pause;
    }

    /// The parts that died and are not ready again.
    Set<String> away() {
        Set<String> away = new TreeSet<>(returning);
        components.dead().forEach(component -> away.add(component.part()));
        services.dead().forEach(service -> away.add(service.part()));
        return away;
    }

    private void watch() {
        try {
            for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
                Thread.sleep(ROUND);
                components.dead().forEach(component -> startAgain(component.part(), () -> components.start(component)));
                services.dead().forEach(service -> startAgain(service.part(), () -> services.start(service)));
                showCodes();
                if (round % ROUNDS_BETWEEN_LOGS == 0) {
                    boundLogs();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain(String part, Readiness.Probe start) {
        if (!returning.add(part)) {
            return;
        }
        Restarts lately = restarts.getOrDefault(part, new Restarts(0, System.nanoTime()));
        Duration pause = Collections.min(List.of(lately.pause(), longestPause));
        restarts.put(part, lately.next());
        console.line(part + " ended; starting it again"
                + (pause.isZero() ? "" : " in " + pause.toSeconds() + " s") + " (" + data.log(part).file() + ")");
        Thread.ofVirtual().name("restart " + part).start(() -> {
            try {
                Thread.sleep(pause);
                start.ask();
                console.line(part + " is ready again");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                if (!data.refusesProcesses()) {
                    console.line(part + " did not come back: " + String.valueOf(e.getMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
                }
            } finally {
                returning.remove(part);
            }
        });
    }

    private void showCodes() {
        LogFile mail = new LogFile(data.mailLog());
        if (mail.size() == seenMail) {
            return;
        }
        seenMail = mail.size();
        List<String> lines = mail.linesFrom(shownCodes);
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length == 4) {
                console.line("E-mail to " + words[2] + ": the code of " + words[1] + " is " + words[3]);
            }
        }
        shownCodes += lines.size();
    }

    private void boundLogs() {
        try (Stream<Path> logs = Files.list(data.logs())) {
            logs.filter(log -> log.toString().endsWith(".log")).forEach(log -> new LogFile(log).rotate());
        } catch (IOException e) {
            console.line(data.logs() + " cannot be read: " + e);
        }
    }
}
