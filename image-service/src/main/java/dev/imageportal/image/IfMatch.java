package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The versions of an image that a request's `If-Match` allows to change
/// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#name-if-match)).
///
/// Tags are compared strongly, so weak ones never match. What a tag says beside the version is of no account here: an
/// owner's display name may change without the image.
///
/// @param any      whether every version is allowed
/// @param versions those allowed otherwise
record IfMatch(boolean any, Set<Long> versions) {

    private static final IfMatch ANY = new IfMatch(true, Set.of());

    /// One element of the list with the comma after it; an element may be empty.
    private static final Pattern ELEMENT = Pattern
            .compile("\\G[ \\t]*+((?:W/)?+\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\")?+[ \\t]*+(,|$)");

    IfMatch {
        versions = Set.copyOf(versions);
    }

    /// @param lines the request's headers of that name, each perhaps a list; none allows any version
    /// @throws ProblemException 400 when they are no list of entity tags, as ignoring them could overwrite what the
    ///     sender has not seen
    static IfMatch of(List<String> lines) {
        if (lines.isEmpty()) {
            return ANY;
        }
        String header = String.join(",", lines);
        return header.strip().equals("*") ? ANY : new IfMatch(false, versionsIn(header));
    }

    /// What came between two versions is nothing that a change would undo when only the portal has added to it.
    ///
    /// @param edited the version that the owner made last
    /// @param latest the one that the image has now
    boolean allows(long edited, long latest) {
        return any || versions.stream().anyMatch(version -> version >= edited && version <= latest);
    }

    private static Set<Long> versionsIn(String header) {
        var versions = new HashSet<Long>();
        int tags = 0;
        int end = 0;
        Matcher elements = ELEMENT.matcher(header);
        while (end < header.length() && elements.find()) {
            end = elements.end();
            String tag = elements.group(1);
            if (tag != null) {
                tags++;
                ETag.strong(tag).flatMap(StateTag::versionIn).ifPresent(versions::add);
            }
        }
        if (end < header.length() || tags == 0) {
            throw ProblemException.badField("If-Match", "entityTags",
                    "If-Match must be * or a list of entity tags, as the ETag header of an answer gave them.");
        }
        return versions;
    }
}
