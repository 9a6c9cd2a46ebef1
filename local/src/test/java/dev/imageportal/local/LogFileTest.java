package dev.imageportal.local;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path folder;

    @Test
    void aLargeLogMovesAsideUnderItsWriter() throws Exception {
        Path file = folder.resolve("part.log");
        LogFile log = new LogFile(file);
        try (OutputStream writer = Files.newOutputStream(file, CREATE, APPEND)) {
            writer.write(new byte[(int) LogFile.LIMIT]);
            log.rotate();
            assertThat(log.size()).isEqualTo(LogFile.LIMIT);

            writer.write(1);
            log.rotate();
            writer.write("goes on".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(file).hasContent("goes on");
        assertThat(folder.resolve("part.log.1")).hasSize(LogFile.LIMIT + 1);
    }

    @Test
    void showsItsLastLines() throws Exception {
        Path file = folder.resolve("part.log");
        Files.writeString(file, "first\nsecond\nthird\n");

        assertThat(new LogFile(file).tail(2)).isEqualTo("second\nthird");
        assertThat(new LogFile(folder.resolve("absent.log")).tail(2)).isEmpty();
    }
}
