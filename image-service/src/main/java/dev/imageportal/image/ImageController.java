package dev.imageportal.image;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

    @Operation(operationId = "getImage", tags = "Pictures", summary = "An image's description")
    @ApiResponse(responseCode = "200", description = "The image; its ETag goes into If-Match and If-None-Match")
    @ApiResponse(responseCode = "304", description = "It is as If-None-Match says", content = @Content)
    @ApiResponse(responseCode = "400", description = "The id is no UUID")
    @ApiResponse(responseCode = "404", description = "There is no such image, or not any more")
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
