package dev.imageportal.image.picture;

/// A file that is no picture the portal takes. The message is meant for the person who sent it: the rule and the fix.
public class PictureRejectedException extends Exception {

    public enum Reason {
        /// The content is none of the accepted formats.
        UNSUPPORTED_FORMAT,
        /// Width times height is over the bound.
        TOO_MANY_PIXELS,
        /// The file is cut off, damaged, or not what its first bytes promise.
        UNDECODABLE
    }

    private final Reason reason;

    private PictureRejectedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static PictureRejectedException unsupportedFormat() {
        return new PictureRejectedException(Reason.UNSUPPORTED_FORMAT,
                "The file is not a JPEG, PNG, WebP, GIF or AVIF picture. Convert it to one of these and try again.");
    }

    static PictureRejectedException tooManyPixels(long width, long height, long maxPixels) {
        return new PictureRejectedException(Reason.TOO_MANY_PIXELS, ("The picture has %d × %d pixels; at most %d"
                + " megapixels are accepted. Make it smaller and try again.")
                .formatted(width, height, maxPixels / 1_000_000));
    }

    /// @param what is wrong with the file, completing "The picture can't be read: …"
    static PictureRejectedException undecodable(String what) {
        return new PictureRejectedException(Reason.UNDECODABLE,
                "The picture can't be read: " + what + ". Export or copy it again and try again.");
    }

    public Reason reason() {
        return reason;
    }
}
