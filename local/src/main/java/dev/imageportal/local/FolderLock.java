package dev.imageportal.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// One owner at a time for a data folder; the system lets go of it when the owner dies.
record FolderLock(Path folder, FileChannel channel) implements AutoCloseable {

    static final String FILE = "lock";

    /// @throws LocalException when another process, or another owner in this one, has it
    static FolderLock of(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(folder, channel);
            }
        } catch (OverlappingFileLockException e) {
            // told below, as for another process
        }
        channel.close();
        throw new LocalException("A portal runs on " + folder + ": stop it first");
    }

    Path run() {
        return folder.resolve("run");
    }

    /// Ends every process that a former owner left running.
    void endLeftovers() throws IOException {
        if (!Files.isDirectory(run())) {
            return;
        }
        List<Path> pidFiles;
        try (Stream<Path> files = Files.list(run())) {
            pidFiles = files.filter(file -> file.toString().endsWith(PidFile.SUFFIX)).toList();
        }
        Parallel.run(pidFiles, file -> new PidFile(file).endLeftover());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalException(folder + " cannot be closed: " + e, e);
        }
    }
}
