package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.local.DataFolder;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a service has written so far: whole lines, what was moved aside among them.
record ServiceLog(Service service, List<String> lines) {

    static ServiceLog read(DataFolder data, Service service) {
        List<String> lines = new ArrayList<>();
        for (String suffix : List.of(".log.1", ".log")) {
            Path file = data.logs().resolve(service.part() + suffix);
            if (Files.exists(file)) {
                lines.addAll(wholeLines(file));
            }
        }
        return new ServiceLog(service, lines);
    }

    /// The last may be half written. One may also have been cut off where its process was killed: then the next
    /// process's first one follows on the same line.
    private static List<String> wholeLines(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.substring(Math.max(0, line.lastIndexOf("{\"@timestamp\""))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
