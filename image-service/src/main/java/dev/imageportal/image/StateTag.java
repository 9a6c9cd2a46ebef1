package dev.imageportal.image;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// The entity tag of an image's state as an answer tells it: its version, and a checksum of the owner's display name,
/// which changes without the image.
final class StateTag {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-[0-9a-f]{8}");

    private StateTag() {}

    static ETag of(long version, String displayName) {
        var checksum = new CRC32C();
        checksum.update(displayName.getBytes(StandardCharsets.UTF_8));
        return new ETag("%d-%08x".formatted(version, checksum.getValue()));
    }

    /// The version in a tag that [#of] made.
    static Optional<Long> versionIn(ETag tag) {
        Matcher form = FORM.matcher(tag.opaque());
        return form.matches() ? Optional.of(Long.valueOf(form.group(1))) : Optional.empty();
    }
}
