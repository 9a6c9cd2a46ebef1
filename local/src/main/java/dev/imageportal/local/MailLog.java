package dev.imageportal.local;

import java.nio.file.Path;
import java.util.Optional;

/// Codes that were sent to people: `<RFC 3339 time> <username> <email> <code>` lines.
public record MailLog(Path file) {

    /// The last code that was sent to a person; empty while there is none.
    public Optional<String> lastCode(String username) {
        return new LogFile(file).linesFrom(0)
                .stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 4 && words[1].equals(username))
                .map(words -> words[3])
                .reduce((earlier, later) -> later);
    }
}
