package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All that a portal keeps on this machine, which only one owner at a time uses.
///
/// `data/` is what a restart keeps, `logs/` what the parts say, `run/` which processes they are, `mail.log` the codes,
/// `portal.json` the format of all this and the components' password.
public final class DataFolder implements AutoCloseable {

    private static final Set<String> OWN = Set.of("data", "logs", "run", "mail.log", FolderLock.FILE,
            FolderState.FILE, FolderState.FRESH);

    private final FolderLock lock;
    private final FolderState state;
    private boolean refusing;

    private DataFolder(FolderLock lock) throws IOException {
        this.lock = lock;
        this.state = FolderState.readOrCreate(lock.folder());
        Files.createDirectories(logs());
        Files.createDirectories(run());
        Files.createDirectories(folder().resolve("data"));
    }

    /// Makes the folder when it is absent.
    ///
    /// @throws LocalException when another process owns it, or when it is not what a portal left behind
    public static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Folders.keepToOwner(folder);
            }
            FolderLock lock = FolderLock.of(folder);
            try {
                return new DataFolder(lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LocalException(folder + " cannot be used: " + e, e);
        }
    }

    /// Whether a folder holds nothing but a portal's files, so that it may be deleted.
    static boolean holdsNothingElse(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            return OWN.containsAll(names);
        }
    }

    public Path folder() {
        return lock.folder();
    }

    /// Where a part keeps what a restart must find again.
    public Path data(String part) {
        return folder().resolve("data", part);
    }

    /// `<RFC 3339 time> <username> <email> <code>` lines.
    public Path mailLog() {
        return folder().resolve("mail.log");
    }

    public Path logs() {
        return folder().resolve("logs");
    }

    Path run() {
        return lock.run();
    }

    LogFile log(String part) {
        return new LogFile(logs().resolve(part + ".log"));
    }

    /// Of all components; they listen on this machine only, but other people may work on it.
    String password() {
        return state.password();
    }

    /// Ends every process that a former owner left running.
    void endLeftovers() {
        try {
            lock.endLeftovers();
        } catch (IOException e) {
            throw new LocalException(run() + " cannot be read: " + e, e);
        }
    }

    /// Runs a task that starts a process and notes it, unless processes are refused.
    synchronized <T> T starting(Supplier<T> task) {
        if (refusing) {
            throw new LocalException("The portal is stopping");
        }
        return task.get();
    }

    /// From now on no process is started, so that none is missed when all are stopped.
    synchronized void refuseProcesses() {
        refusing = true;
    }

    synchronized boolean refusesProcesses() {
        return refusing;
    }

    @Override
    public void close() {
        lock.close();
    }
}
