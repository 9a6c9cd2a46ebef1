package dev.imageportal.image;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/// A strong entity tag ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#name-etag)).
///
/// @param opaque between the quotation marks
record ETag(String opaque) {

    /// @param quoted as in a header
    /// @return empty when the tag is weak
    static Optional<ETag> strong(String quoted) {
        return quoted.startsWith("\"")
                ? Optional.of(new ETag(quoted.substring(1, quoted.length() - 1)))
                : Optional.empty();
    }

    /// Whether a request's `If-None-Match` names this tag or `*`.
    boolean isIn(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String candidate : StringUtils.commaDelimitedListToStringArray(ifNoneMatch)) {
            String tag = candidate.strip();
            if (tag.equals("*") || tag.equals(toString()) || tag.equals("W/" + this)) {
                return true;
            }
        }
        return false;
    }

    /// As in the header, quoted.
    @Override
    public String toString() {
        return '"' + opaque + '"';
    }
}
