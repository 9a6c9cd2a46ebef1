package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.PublishedImage;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ImageController {

    private final Images images;

    ImageController(Images images) {
        this.images = images;
    }

    @GetMapping("/api/images/{id}")
    ResponseEntity<ImageResponse> image(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        StoredImage image = images.find(ImageIds.parse(id)).orElseThrow(ImageController::notFound);
        ImageResponse body = ImageResponse.of(image.published());
        if (body.tag().isIn(ifNoneMatch)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(body.tag().toString())
                    .cacheControl(CacheControl.noCache())
                    .build();
        }
        return answer(ResponseEntity.ok(), body);
    }

    static ResponseEntity<ImageResponse> created(ImageResponse image) {
        return answer(ResponseEntity.created(URI.create(Paths.image(image.id()))), image);
    }

    static ResponseEntity<ImageResponse> changed(ImageResponse image) {
        return answer(ResponseEntity.ok(), image);
    }

    static ProblemException notFound() {
        return ProblemException.notFound("There is no image with this id: it was deleted, or never existed.");
    }

    private static ResponseEntity<ImageResponse> answer(ResponseEntity.BodyBuilder response, ImageResponse image) {
        return response.eTag(image.tag().toString()).cacheControl(CacheControl.noCache()).body(image);
    }

    /// The image as clients see it.
    ///
    /// @param displayName the owner's; until user-service tells it, the user name
    record ImageResponse(
            String id,
            String username,
            String displayName,
            String caption,
            String altText,
            List<String> hashtags,
            int width,
            int height,
            long bytes,
            String contentType,
            String thumbHash,
            Instant createdAt,
            long version,
            List<PublishedImage.Rendition> renditions,
            String originalUrl,
            PublishedImage.@Nullable Camera camera) {

        static ImageResponse of(PublishedImage image) {
            return new ImageResponse(image.id(), image.username(), image.username(), image.caption(), image.altText(),
                    image.hashtags(), image.width(), image.height(), image.bytes(), image.contentType(),
                    image.thumbHash(), image.createdAt(), image.version(), image.renditions(), image.originalUrl(),
                    image.camera());
        }

        private ETag tag() {
            return StateTag.of(version, displayName);
        }
    }
}
