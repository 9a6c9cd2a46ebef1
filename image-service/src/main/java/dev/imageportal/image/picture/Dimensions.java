package dev.imageportal.image.picture;

/// The bound on what a file may make a decoder do.
final class Dimensions {

    private Dimensions() {}

    /// @param width  pixels, as the file's header claims
    /// @param height pixels, likewise
    static void check(long width, long height, long maxPixels) throws PictureRejectedException {
        if (width == 0 || height == 0) {
            throw PictureRejectedException.undecodable("it has no pixels");
        }
        if (width > maxPixels / height) {
            throw PictureRejectedException.tooManyPixels(width, height, maxPixels);
        }
    }
}
