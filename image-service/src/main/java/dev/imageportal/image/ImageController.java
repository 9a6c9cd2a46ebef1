package dev.imageportal.image;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.ProblemException;
import java.net.URI;
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
    private final DisplayNames displayNames;

    ImageController(Images images, DisplayNames displayNames) {
        this.images = images;
        this.displayNames = displayNames;
    }

    @GetMapping("/api/images/{id}")
    ResponseEntity<ImageResponse> image(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        StoredImage image = images.find(ImageIds.parse(id)).orElseThrow(ImageController::notFound);
        var body = ImageResponse.of(image.published(), displayNames.of(image.published().username()));
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
}
