package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name under which people download an original: the uploaded one, made safe for any file system, with the
/// extension of what the file really is.
///
/// @param value with its extension
record FileName(String value) {

    private static final int MAX_CODE_POINTS = 100;

    /// Control and formatting characters (the latter can turn a name's direction), what Windows forbids, and what would
    /// need escaping in a header.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}<>:\"/\\\\|?*%;]");

    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)");

    /// @param uploaded  as the client sent it, perhaps with a path
    /// @param extension of the file's real format, without the dot
    static FileName of(@Nullable String uploaded, String extension) {
        String name = uploaded == null ? "" : uploaded;
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        stem = UNSAFE.matcher(stem).replaceAll("_").strip();
        stem = stem.replaceFirst("^[.\\s]+", "").replaceFirst("[.\\s]+$", "");
        if (stem.codePointCount(0, stem.length()) > MAX_CODE_POINTS) {
            stem = stem.substring(0, stem.offsetByCodePoints(0, MAX_CODE_POINTS)).strip();
        }
        if (stem.isBlank() || RESERVED.matcher(stem).matches()) {
            stem = "image";
        }
        return new FileName(stem + "." + extension);
    }

    /// The value of `Content-Disposition` ([RFC 6266](https://www.rfc-editor.org/rfc/rfc6266)): ASCII for old clients,
    /// UTF-8 for the others.
    String asAttachment() {
        String ascii = value.replaceAll("[^\\x20-\\x7e]", "_");
        if (ascii.equals(value)) {
            return "attachment; filename=\"" + ascii + "\"";
        }
        String encoded = URLEncoder.encode(value, UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
