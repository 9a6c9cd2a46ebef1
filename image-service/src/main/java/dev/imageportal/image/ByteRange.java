package dev.imageportal.image;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/// What part of a file a request asks for ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#name-range-requests)).
/// Several ranges at once are answered with the whole file, as is what cannot be understood.
sealed interface ByteRange {

    record Whole() implements ByteRange {}

    /// @param first offset of the first byte
    /// @param last  offset of the last byte, inclusive
    record Part(long first, long last) implements ByteRange {

        long length() {
            return last - first + 1;
        }
    }

    record Unsatisfiable() implements ByteRange {}

    /// @param range   the header of that name
    /// @param ifRange the header of that name: an entity tag; a date never matches, as no `Last-Modified` is sent
    static ByteRange of(@Nullable String range, @Nullable String ifRange, ETag current, long fileSize) {
        if (range == null || (ifRange != null && !ifRange.strip().equals(current.toString()))) {
            return new Whole();
        }
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(range);
        } catch (IllegalArgumentException e) {
            return new Whole();
        }
        if (ranges.size() != 1) {
            return new Whole();
        }
        HttpRange only = ranges.getFirst();
        long first = only.getRangeStart(fileSize);
        long last = Math.min(only.getRangeEnd(fileSize), fileSize - 1);
        return first > last ? new Unsatisfiable() : new Part(first, last);
    }
}
