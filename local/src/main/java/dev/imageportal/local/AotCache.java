package dev.imageportal.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;

/// The classes of a program, loaded and linked, in a file that Java starts from
/// ([JEP 483](https://openjdk.org/jeps/483)). It lies beside the jars that it was made of, which never change, and goes
/// with them. Java refuses a cache of another build of Java or of other flags by itself, and then starts without.
///
/// @param file absent until a training has made it
record AotCache(Path file) {

    private static final String SUFFIX = ".aot";

    /// So that no half-made one is ever used.
    private static final String UNFINISHED = ".new";

    /// One for each version of Java and each set of flags.
    static AotCache in(Path folder, List<String> flags) {
        CRC32 checksum = new CRC32();
        checksum.update((Runtime.version() + " " + flags).getBytes(StandardCharsets.UTF_8));
        return new AotCache(folder.resolve(Long.toHexString(checksum.getValue()) + SUFFIX));
    }

    /// Java does not start with a cache and with other options of its elder kind.
    static boolean refusedBy(String options) {
        return options.contains("-Xshare") || options.contains("SharedArchiveFile");
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /// Java's options; none while there is no cache. By itself Java would only look at the head of the file, and die of
    /// damage behind it. What it says of a cache that it refuses would stand in the service's log, between lines of JSON.
    List<String> use() {
        return exists()
                ? List.of("-XX:AOTCache=" + file, "-XX:AOTMode=auto", "-XX:+VerifySharedSpaces",
                        "-Xlog:aot*=off,cds*=off")
                : List.of();
    }

    /// Options of a run that notes its classes when it ends. Not which methods it calls often: a start alone would teach
    /// the compilers nothing of a service at work.
    List<String> record() {
        return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + noted(), "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTRecordTraining");
    }

    /// Options that make the cache of what was noted, without running the program.
    List<String> create() {
        return List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + noted(), "-XX:AOTCache=" + made(),
                "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");
    }

    /// Puts what was made in its place, once it is on the disk.
    void finish() throws IOException {
        try (FileChannel channel = FileChannel.open(made(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(made(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Removes what a training left that did not come to its end.
    void discardUnfinished() throws IOException {
        Files.deleteIfExists(noted());
        Files.deleteIfExists(made());
    }

    private Path noted() {
        return file.resolveSibling(file.getFileName() + ".classes" + UNFINISHED);
    }

    private Path made() {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }
}
