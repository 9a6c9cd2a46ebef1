package dev.imageportal.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a data folder says of itself.
///
/// @param format   of the whole folder
/// @param password of all components
record FolderState(@JsonProperty(required = true) int format, @JsonProperty(required = true) String password) {

    static final String FILE = "portal.json";
    static final String FRESH = FILE + ".new";

    private static final int FORMAT = 1;
    private static final int PASSWORD_BYTES = 16;
    private static final JsonMapper JSON = new JsonMapper();

    FolderState {
        if (password == null || password.length() != 2 * PASSWORD_BYTES) {
            throw new IllegalArgumentException("no password");
        }
        HexFormat.of().parseHex(password);
    }

    /// A new folder is empty but for its lock and for what a process left that was killed right here.
    ///
    /// @throws LocalException when the folder is no portal's, or a damaged one
    static FolderState readOrCreate(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return read(file);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> others = files.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(FolderLock.FILE) && !name.equals(FRESH))
                    .toList();
            if (!others.isEmpty()) {
                throw broken(folder, "holds files but no " + FILE);
            }
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        FolderState state = new FolderState(FORMAT, HexFormat.of().formatHex(random));
        Path fresh = folder.resolve(FRESH);
        Files.writeString(fresh, JSON.writeValueAsString(state) + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return state;
    }

    private static FolderState read(Path file) throws IOException {
        Path folder = file.resolveSibling("").normalize();
        try {
            FolderState state = JSON.readValue(Files.readString(file), FolderState.class);
            if (state == null) {
                throw broken(folder, "has a damaged " + FILE);
            }
            if (state.format() != FORMAT) {
                throw broken(folder, "is of format " + state.format() + " and this portal's is " + FORMAT);
            }
            return state;
        } catch (JacksonException | IllegalArgumentException | CharacterCodingException e) {
            throw broken(folder, "has a damaged " + FILE);
        }
    }

    private static LocalException broken(Path folder, String how) {
        return new LocalException(
                folder + " " + how + ": \"./portal reset\" removes it, with its pictures and accounts");
    }
}
