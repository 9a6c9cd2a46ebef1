package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
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

    ChangeController(Edits edits, Removals removals) {
        this.edits = edits;
        this.removals = removals;
    }

    @PatchMapping(path = "/api/images/{id}", consumes = {"application/json", "application/merge-patch+json"})
    ResponseEntity<ImageController.ImageResponse> change(@PathVariable String id, HttpServletRequest request,
            Principal owner) {
        String imageId = ImageIds.parse(id);
        IfMatch ifMatch = ifMatch(request);
        ImageChange change = ImageChange.read(body(request));
        StoredImage image = edits.apply(imageId, owner.getName(), ifMatch, change);
        return ImageController.changed(ImageController.ImageResponse.of(image.published()));
    }

    @DeleteMapping("/api/images/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, HttpServletRequest request, Principal owner) {
        removals.delete(ImageIds.parse(id), owner.getName(), ifMatch(request));
        return ResponseEntity.noContent().build();
    }

    private static IfMatch ifMatch(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        return IfMatch.of(lines);
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
