package dev.imageportal.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// All that a portal keeps on this machine, and the lock that only one owner at a time holds.
///
/// `data/` is what a restart keeps, `logs/` what the parts say, `run/` which processes they are, `mail.log` the codes,
/// `portal.json` the format of all this and the components' password.
public final class DataFolder implements AutoCloseable {

    private static final int FORMAT = 1;
    private static final String STATE = "portal.json";
    private static final String LOCK = "lock";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final FileChannel lockFile;
    private final String password;

    /// @param password of all components; they listen on this machine only, but other people may work on it
    private record State(@JsonProperty(required = true) int format, @JsonProperty(required = true) String password) {

        State {
            if (password == null || password.isBlank()) {
                throw new IllegalArgumentException("no password");
            }
        }
    }

    private DataFolder(Path folder, FileChannel lockFile) throws IOException {
        this.folder = folder;
        this.lockFile = lockFile;
        this.password = readOrCreate().password();
        Files.createDirectories(logs());
        Files.createDirectories(run());
        Files.createDirectories(folder.resolve("data"));
    }

    /// Makes the folder when it is absent.
    ///
    /// @throws LocalException when another process owns it, or when it is not what a portal left behind
    public static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
            }
            FileChannel lockFile = lock(folder);
            try {
                return new DataFolder(folder, lockFile);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LocalException(folder + " cannot be used: " + e, e);
        }
    }

    public Path folder() {
        return folder;
    }

    /// Where a part keeps what a restart must find again.
    public Path data(String part) {
        return folder.resolve("data", part);
    }

    /// `<RFC 3339 time> <username> <email> <code>` lines.
    public Path mailLog() {
        return folder.resolve("mail.log");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    Path run() {
        return folder.resolve("run");
    }

    LogFile log(String part) {
        return new LogFile(logs().resolve(part + ".log"));
    }

    String password() {
        return password;
    }

    /// Ends every process that a former owner left running.
    void endLeftovers() {
        try (Stream<Path> files = Files.list(run())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pid"))
                    .map(name -> name.substring(0, name.length() - ".pid".length()))
                    .toList()
                    .parallelStream()
                    .forEach(part -> PidFile.of(this, part).endLeftover());
        } catch (IOException e) {
            throw new LocalException(run() + " cannot be read: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new LocalException(folder + " cannot be closed: " + e, e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            @Nullable
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // told below, as for another process
        }
        channel.close();
        throw new LocalException("A portal already runs on " + folder + ": stop it first");
    }

    private State readOrCreate() throws IOException {
        Path file = folder.resolve(STATE);
        if (Files.exists(file)) {
            return read(file);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(LOCK) && !name.equals(STATE + ".new"))
                    .toList();
            if (!names.isEmpty()) {
                throw broken("has no " + STATE);
            }
        }
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        State state = new State(FORMAT, HexFormat.of().formatHex(random));
        Path whole = folder.resolve(STATE + ".new");
        Files.deleteIfExists(whole);
        Files.createFile(whole, ownerOnly(folder, "rw-------"));
        Files.writeString(whole, JSON.writeValueAsString(state) + "\n");
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        return state;
    }

    private State read(Path file) {
        try {
            State state = JSON.readValue(Files.readString(file), State.class);
            if (state.format() != FORMAT) {
                throw broken("is of format " + state.format() + ", this portal's is " + FORMAT);
            }
            return state;
        } catch (IOException | JacksonException e) {
            throw broken("has a damaged " + STATE);
        }
    }

    private LocalException broken(String how) {
        return new LocalException(folder + " " + how + ": ./portal reset removes it, with all pictures and accounts");
    }

    private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
