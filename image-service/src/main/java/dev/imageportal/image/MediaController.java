package dev.imageportal.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Renditions. Their bytes never change, so their tags are known without a look at them. None of this needs the
/// database: that a rendition is there is told by the object store, and that it must not be seen any more, where the
/// store still has it, by [PendingDeletions].
@RestController
class MediaController {

    private final ObjectStore objects;
    private final PendingDeletions pending;

    MediaController(ObjectStore objects, PendingDeletions pending) {
        this.objects = objects;
        this.pending = pending;
    }

    @Operation(operationId = "getRendition", tags = "Pictures", summary = "A rendition", description = "Its bytes never change. Images list the sizes and formats that there are.")
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER, description = "ETags of files that are known", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", description = "The file", content = {
            @Content(mediaType = "image/webp", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "image/avif", schema = @Schema(type = "string", format = "binary"))})
    @ApiResponse(responseCode = "304", description = "If-None-Match names the file", content = @Content)
    @ApiResponse(responseCode = "404", description = "There is no such rendition, or not any more")
    @ApiResponse(responseCode = "503", description = "The file can't be reached; see Retry-After")
    @GetMapping("/media/{id}/{size:" + Paths.SIZES + "}.{extension:" + Paths.EXTENSIONS + "}")
    void rendition(@PathVariable String id,
            @Parameter(schema = @Schema(type = "string", allowableValues = {"320", "640", "1280",
                    "2048"})) @PathVariable String size,
            @Parameter(schema = @Schema(type = "string", allowableValues = {"webp", "jpg",
                    "avif"})) @PathVariable String extension,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!ImageIds.isId(id) || pending.contains(id)) {
            throw ImageController.notFound();
        }
        String key = Paths.renditionKey(id, size, extension);
        ETag tag = new ETag(id + "-" + size + "-" + extension);
        if (tag.isIn(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            if (objects.head(key).isEmpty()) {
                throw ImageController.notFound();
            }
            describe(response, tag);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else if (HttpMethod.HEAD.matches(request.getMethod())) {
            HeadObjectResponse object = objects.head(key).orElseThrow(ImageController::notFound);
            describe(response, tag);
            response.setContentType(object.contentType());
            response.setContentLengthLong(object.contentLength());
        } else {
            send(key, tag, response);
        }
    }

    private void send(String key, ETag tag, HttpServletResponse response) throws IOException {
        try (var bytes = objects.get(key, null).orElseThrow(ImageController::notFound)) {
            describe(response, tag);
            response.setContentType(bytes.response().contentType());
            response.setContentLengthLong(bytes.response().contentLength());
            try {
                bytes.transferTo(response.getOutputStream());
            } catch (IOException e) {
                // Nobody needs the rest: closing would read it.
                bytes.abort();
                throw e;
            }
        }
    }

    private static void describe(HttpServletResponse response, ETag tag) {
        response.setHeader(HttpHeaders.ETAG, tag.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, PictureFiles.IMMUTABLE);
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
