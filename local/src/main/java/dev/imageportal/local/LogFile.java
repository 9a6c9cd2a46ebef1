package dev.imageportal.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// A part's log: at most [#LIMIT] bytes before it moves aside, and one such predecessor.
record LogFile(Path file) {

    static final long LIMIT = 8 * 1024 * 1024;

    private static final int TAIL = 32 * 1024;

    /// Moves a large log aside; the process that writes it, if one does, goes on at the start.
    void rotate() {
        try {
            if (Files.exists(file) && Files.size(file) > LIMIT) {
                Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        } catch (IOException e) {
            throw new LocalException(file + " cannot be rotated: " + e.getMessage(), e);
        }
    }

    /// In bytes; 0 when it is not there.
    long size() {
        return file.toFile().length();
    }

    /// The last lines.
    String tail(int lines) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(TAIL, channel.size()));
            channel.read(end, channel.size() - end.capacity());
            List<String> all = new String(end.array(), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /// Lines from a line on, to follow a file that grows.
    List<String> linesFrom(long line) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(line).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
