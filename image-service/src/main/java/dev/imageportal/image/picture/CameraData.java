package dev.imageportal.image.picture;

import com.drew.lang.ByteArrayReader;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import dev.imageportal.events.PublishedImage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// What people like to know of a picture's making, from the publishable part of its EXIF.
final class CameraData {

    private static final int MAX_TEXT = 100;
    /// Before this there was no photography.
    private static final Instant FIRST_PHOTOGRAPH = Instant.parse("1826-01-01T00:00:00Z");

    private CameraData() {}

    /// @param exif of [Exif#publishable]
    /// @return `null` when it says nothing
    static PublishedImage.@Nullable Camera read(byte @Nullable [] exif) {
        if (exif == null) {
            return null;
        }
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        Directory main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        ExifSubIFDDirectory details = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
        PublishedImage.Camera camera = new PublishedImage.Camera(text(main, ExifDirectoryBase.TAG_MAKE),
                text(main, ExifDirectoryBase.TAG_MODEL), text(details, ExifDirectoryBase.TAG_LENS_MODEL),
                exposureTime(details), decimal(details, ExifDirectoryBase.TAG_FNUMBER, 0.1, 1000), iso(details),
                decimal(details, ExifDirectoryBase.TAG_FOCAL_LENGTH, 0.1, 100_000), takenAt(details));
        return camera.equals(new PublishedImage.Camera(null, null, null, null, null, null, null, null)) ? null : camera;
    }

    private static @Nullable String text(@Nullable Directory directory, int tag) {
        String text = directory == null ? null : directory.getString(tag);
        if (text == null) {
            return null;
        }
        StringBuilder cleaned = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(CameraData::printable)
                .limit(MAX_TEXT)
                .forEach(cleaned::appendCodePoint);
        String stripped = cleaned.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /// Characters that neither control a terminal nor turn the direction of text nor come from a wrong character set.
    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> c != 0xfffd;
        };
    }

    private static @Nullable String exposureTime(@Nullable Directory details) {
        Rational time = details == null ? null : details.getRational(ExifDirectoryBase.TAG_EXPOSURE_TIME);
        if (time == null || time.getNumerator() <= 0 || time.getDenominator() <= 0) {
            return null;
        }
        double seconds = time.doubleValue();
        if (seconds > 1_000_000 || seconds < 1e-7) {
            return null;
        }
        // shutter speeds are spoken of as fractions below some 0.3 seconds
        return seconds < 0.3 ? "1/" + Math.round(1 / seconds) : plain(seconds);
    }

    private static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static @Nullable Double decimal(@Nullable Directory details, int tag, double least, double most) {
        Double number = details == null ? null : details.getDoubleObject(tag);
        if (number == null || !(number >= least && number <= most)) {
            return null;
        }
        return Math.round(number * 100) / 100.0;
    }

    private static @Nullable Integer iso(@Nullable Directory details) {
        Integer iso = details == null ? null : details.getInteger(ExifDirectoryBase.TAG_ISO_EQUIVALENT);
        return iso == null || iso < 1 || iso > 100_000_000 ? null : iso;
    }

    private static @Nullable Instant takenAt(@Nullable ExifSubIFDDirectory details) {
        Date date = details == null ? null : details.getDateOriginal(TimeZone.getTimeZone("UTC"));
        if (date == null) {
            return null;
        }
        Instant time = date.toInstant();
        // a day's grace for clocks of other time zones
        Instant latest = Clock.systemUTC().instant().plus(Duration.ofDays(1));
        return time.isBefore(FIRST_PHOTOGRAPH) || time.isAfter(latest) ? null : time;
    }
}
