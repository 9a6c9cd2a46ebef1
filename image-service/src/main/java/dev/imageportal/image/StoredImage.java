package dev.imageportal.image;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.image.picture.Redactions;
import java.util.List;
import java.util.stream.Stream;

/// An image as this service keeps it.
///
/// @param published  what everyone may know
/// @param edited     the version that its owner made last; those after it only have more renditions
/// @param fileName   under which its original is downloaded
/// @param sha256     of the original, hexadecimal
/// @param redactions what others than the owner don't get of the original
record StoredImage(PublishedImage published, long edited, FileName fileName, String sha256, Redactions redactions) {

    /// As its owner made it.
    StoredImage(PublishedImage published, FileName fileName, String sha256, Redactions redactions) {
        this(published, published.version(), fileName, sha256, redactions);
    }

    String id() {
        return published.id();
    }

    boolean isOwnedBy(String username) {
        return published.username().equals(username);
    }

    /// The next version with other texts.
    StoredImage with(Caption caption, AltText altText) {
        var next = new PublishedImage(published.id(), published.username(), caption.text(), altText.text(),
                caption.hashtags(), published.width(), published.height(), published.bytes(), published.contentType(),
                published.thumbHash(), published.createdAt(), published.version() + 1, published.renditions(),
                published.originalUrl(), published.camera());
        return new StoredImage(next, fileName, sha256, redactions);
    }

    /// The next version with further renditions; those that are in the list already come once.
    StoredImage with(List<PublishedImage.Rendition> more) {
        List<PublishedImage.Rendition> all = Stream.concat(published.renditions().stream(), more.stream())
                .distinct()
                .toList();
        var next = new PublishedImage(published.id(), published.username(), published.caption(), published.altText(),
                published.hashtags(), published.width(), published.height(), published.bytes(),
                published.contentType(), published.thumbHash(), published.createdAt(), published.version() + 1, all,
                published.originalUrl(), published.camera());
        return new StoredImage(next, edited, fileName, sha256, redactions);
    }

    /// @param complete with what the redactions hide
    ETag originalTag(boolean complete) {
        return new ETag(complete || redactions.isEmpty() ? sha256 : sha256 + "-redacted");
    }
}
