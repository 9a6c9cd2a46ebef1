package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Data folders whose owner was killed.
public final class Ownerless {

    private Ownerless() {}

    /// Ends what killed runs left running over folders below one, and removes their containers; the folders stay.
    ///
    /// @return the folders that are in nobody's use
    public static List<Path> end(Path parent) throws IOException {
        Path all = parent.toAbsolutePath().normalize();
        List<Path> folders;
        try (Stream<Path> entries = Files.list(all)) {
            folders = entries.filter(Files::isDirectory).toList();
        }
        List<Path> ownerless = new ArrayList<>();
        for (Path folder : folders) {
            try (FolderLock lock = FolderLock.of(folder)) {
                lock.endLeftovers();
                ownerless.add(folder);
            } catch (LocalException e) {
                // in use by another test run
            }
        }
        Platform platform = Platform.chosen();
        platform.remove(ownerless);
        platform.removeLost(all);
        return ownerless;
    }
}
