package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/// The parts of an upload that have been read so far. Unless the form was completed, closing it removes the file.
final class UploadForm implements AutoCloseable {

    private static final int BUFFER_BYTES = 32 * 1024;
    /// A code point has at most four in UTF-8, a line end two.
    private static final int MAX_BYTES_PER_CHARACTER = 4;

    private final Spool spool;
    private final DataSize maxFileSize;
    private final Set<String> seen = new HashSet<>();
    private final MessageDigest sha256 = sha256();

    private @Nullable Path file;
    private long bytes;
    private @Nullable String fileName;
    private Caption caption = new Caption("");
    private AltText altText = new AltText("");

    UploadForm(Spool spool, DataSize maxFileSize) {
        this.spool = spool;
        this.maxFileSize = maxFileSize;
    }

    /// @throws ProblemException when the part breaks a rule
    void accept(MultipartStream.Part part) throws IOException {
        String name = part.name();
        switch (name) {
            case null -> {
            }
            case "file" -> {
                requireFirst(name);
                fileName = part.fileName();
                spool(part.content());
            }
            case "caption" -> {
                requireFirst(name);
                caption = new Caption(text(name, part.content(), Caption.MAX_CHARACTERS));
            }
            case "altText" -> {
                requireFirst(name);
                altText = new AltText(text(name, part.content(), AltText.MAX_CHARACTERS));
            }
            default -> {
            }
        }
    }

    /// @throws ProblemException when there was no file or an empty one
    Upload complete() {
        Path spooled = file;
        if (spooled == null) {
            throw ProblemException.badField("file", "required", "Send the picture in a part named file.");
        }
        if (bytes == 0) {
            throw ProblemException.badField("file", "notEmpty", "The file is empty: choose a picture.");
        }
        file = null;
        return new Upload(spooled, bytes, HexFormat.of().formatHex(sha256.digest()), fileName, caption, altText);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    static ProblemException fileTooLarge(DataSize limit) {
        String message = "The file is larger than " + limit.toMegabytes() + " MB: send a smaller one.";
        return ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "file-too-large", message)
                .withField("file", "maxSize",
                        message);
    }

    private void requireFirst(String name) {
        if (!seen.add(name)) {
            throw ProblemException.badField(name, "once", "Send only one part named " + name + ".");
        }
    }

    private void spool(InputStream in) throws IOException {
        try (OutputStream out = openFile()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int length; (length = in.readNBytes(buffer, 0, buffer.length)) > 0;) {
                bytes += length;
                if (bytes > maxFileSize.toBytes()) {
                    throw fileTooLarge(maxFileSize);
                }
                sha256.update(buffer, 0, length);
                write(out, buffer, length);
            }
        }
    }

    private OutputStream openFile() {
        try {
            file = spool.newFile();
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw noRoom();
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw noRoom();
        }
    }

    private static ProblemException noRoom() {
        return ProblemException.unavailable("There is no room for uploads at the moment.", Duration.ofSeconds(30));
    }

    private static String text(String field, InputStream in, int maxCharacters) throws IOException {
        int maxBytes = maxCharacters * MAX_BYTES_PER_CHARACTER;
        byte[] utf8 = in.readNBytes(maxBytes + 1);
        if (utf8.length > maxBytes) {
            throw FormText.tooLong(field, maxCharacters);
        }
        return FormText.decode(field, utf8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
