package dev.imageportal.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What the person at the terminal reads; several threads write to it, a line at a time.
public final class Console {

    private final PrintStream out;
    private final long start = System.nanoTime();

    public Console(PrintStream out) {
        this.out = out;
    }

    public void line(String text) {
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    /// A part answered, so many seconds after the start.
    void ready(String part) {
        line(String.format(Locale.ROOT, "  %-15s ready after %.1f s", part, seconds()));
    }

    double seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }
}
