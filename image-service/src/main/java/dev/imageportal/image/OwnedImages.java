package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Images in the hands of their owners.
@Component
class OwnedImages {

    private final Images images;
    private final DeletedAccounts accounts;

    OwnedImages(Images images, DeletedAccounts accounts) {
        this.images = images;
        this.accounts = accounts;
    }

    /// Locks an image that the owner is about to change, until the end of the transaction.
    ///
    /// @throws ProblemException 404; 403 when it is someone else's; 412 when it is not as the owner believes
    /// @throws AccountDeletedException when the owner's account is gone
    StoredImage lock(String id, Owner owner, IfMatch ifMatch) {
        StoredImage image = images.lock(id).orElseThrow(ImageController::notFound);
        if (!image.isOwnedBy(owner.username())) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "not-the-owner",
                    "This image belongs to someone else: only its owner can change or delete it.");
        }
        accounts.refuse(owner);
        if (!ifMatch.allows(image.edited(), image.published().version())) {
            throw ProblemException.of(HttpStatus.PRECONDITION_FAILED, "stale",
                    "The image was changed since the version that If-Match names: read it again, and repeat the"
                            + " request with its new ETag.");
        }
        return image;
    }
}
