package dev.imageportal.image;

import dev.imageportal.defaults.Claim;
import dev.imageportal.defaults.Claims;
import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.IdempotencyKey;
import dev.imageportal.defaults.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    @Operation(operationId = "changeImage", tags = "Pictures", summary = "Change what is said of an image", description = "Hashtags follow the caption. A change that changes nothing makes no version.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(implementation = Change.class))))
    @ApiResponse(responseCode = "200", description = "The image after the change", headers = @Header(name = "ETag", description = "For If-Match", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = "A field is unknown, malformed or too long")
    @ApiResponse(responseCode = "401", description = "No valid access token, or of an account that was deleted")
    @ApiResponse(responseCode = "403", description = "The image is someone else's")
    @ApiResponse(responseCode = "404", description = "There is no such image, or not any more")
    @ApiResponse(responseCode = "409", description = "The first request with this Idempotency-Key is under way")
    @ApiResponse(responseCode = "412", description = "The image was changed since the version in If-Match")
    @ApiResponse(responseCode = "413", description = "The body is larger than any change can be")
    @ApiResponse(responseCode = "415", description = "The body is no JSON")
    @ApiResponse(responseCode = "422", description = "The Idempotency-Key was used for a different request")
    @ApiResponse(responseCode = "503", description = "Something needed is away; see Retry-After")
    @TakesIfMatch
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

    @Operation(operationId = "deleteImage", tags = "Pictures", summary = "Delete an image with all its files")
    @ApiResponse(responseCode = "204", description = "It is gone for everyone")
    @ApiResponse(responseCode = "400", description = "The id is no UUID, or a header is malformed")
    @ApiResponse(responseCode = "401", description = "No valid access token, or of an account that was deleted")
    @ApiResponse(responseCode = "403", description = "The image is someone else's")
    @ApiResponse(responseCode = "404", description = "There is no such image, or not any more")
    @ApiResponse(responseCode = "409", description = "The first request with this Idempotency-Key is under way")
    @ApiResponse(responseCode = "412", description = "The image was changed since the version in If-Match")
    @ApiResponse(responseCode = "422", description = "The Idempotency-Key was used for a different request")
    @ApiResponse(responseCode = "503", description = "Something needed is away; see Retry-After")
    @TakesIfMatch
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

    /// The body, for its description: [ImageChange] reads it.
    @Schema(name = "ImageChange", description = "What is left out stays as it is; null clears.")
    record Change(
            @Schema(types = {"string",
                    "null"}, maxLength = Caption.MAX_CHARACTERS, example = "In #Paris, at #night") @Nullable String caption,
            @Schema(types = {"string",
                    "null"}, maxLength = AltText.MAX_CHARACTERS, example = "A bridge under lamps") @Nullable String altText){}
}
