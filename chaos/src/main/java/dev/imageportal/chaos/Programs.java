package dev.imageportal.chaos;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/// The machine's own programs.
final class Programs {

    private Programs() {}

    /// Runs a program in silence.
    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }
}
