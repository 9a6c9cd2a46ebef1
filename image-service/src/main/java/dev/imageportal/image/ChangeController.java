package dev.imageportal.image;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What owners do with the images that they have.
@RestController
class ChangeController {

    private final Edits edits;
    private final Removals removals;
    private final Claims claims;
    private final Repetitions repetitions;
    private final DisplayNames displayNames;

    ChangeController(Edits edits, Removals removals, Claims claims, Repetitions repetitions,
            DisplayNames displayNames) {
        this.edits = edits;
        this.removals = removals;
        this.claims = claims;
        this.repetitions = repetitions;
        this.displayNames = displayNames;
    }

    @PatchMapping(path = "/api/images/{id}", consumes = {"application/json", "application/merge-patch+json"})
    ResponseEntity<ImageResponse> change(@PathVariable String id, HttpServletRequest request, Principal principal) {
        String imageId = ImageIds.parse(id);
        Owner owner = Owner.of(principal);
        IfMatch ifMatch = IfMatch.of(ifMatch(request));
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        ImageChange change = ImageChange.read(body(request));
        var fingerprint = Fingerprint.of("PATCH", imageId, String.join(",", ifMatch(request)),
                change.caption() == null ? null : change.caption().text(),
                change.altText() == null ? null : change.altText().text());
        try (Claim claim = claims.claim(owner.username(), key)) {
            Optional<String> earlier = claim.earlierAnswer(fingerprint);
            if (earlier.isPresent()) {
                return ImageController.changed(repetitions.read(earlier.get()));
            }
            String displayName = displayNames.of(owner.username());
            StoredImage image = edits.apply(imageId, owner, ifMatch, change, next -> claim.keep(fingerprint,
                    repetitions.write(ImageResponse.of(next.published(), displayName))));
            return ImageController.changed(ImageResponse.of(image.published(), displayName));
        }
    }

    @DeleteMapping("/api/images/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, HttpServletRequest request, Principal principal) {
        String imageId = ImageIds.parse(id);
        Owner owner = Owner.of(principal);
        IfMatch ifMatch = IfMatch.of(ifMatch(request));
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        var fingerprint = Fingerprint.of("DELETE", imageId, String.join(",", ifMatch(request)));
        try (Claim claim = claims.claim(owner.username(), key)) {
            if (claim.earlierAnswer(fingerprint).isEmpty()) {
                removals.delete(imageId, owner, ifMatch, () -> claim.keep(fingerprint, ""));
            }
            return ResponseEntity.noContent().build();
        }
    }

    private static List<String> ifMatch(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
    }

    private static byte[] body(HttpServletRequest request) {
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(ImageChange.MAX_BYTES + 1);
        } catch (IOException e) {
            throw ImageChange.malformed();
        }
        if (body.length > ImageChange.MAX_BYTES) {
            throw ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large",
                    "The body is larger than any caption and altText can be: shorten them.");
        }
        return body;
    }
}
