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
import java.io.InputStream;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Downloads of originals. The owner gets the very file that was uploaded; everyone else gets it with the redactions
/// laid over, which change no length and no offset.
@RestController
class OriginalController {

    private final Images images;
    private final ObjectStore objects;

    OriginalController(Images images, ObjectStore objects) {
        this.images = images;
        this.objects = objects;
    }

    @Operation(operationId = "downloadOriginal", tags = "Pictures", summary = "Download an original", description = "The owner, known by the access token, gets the very file; everyone else gets it without"
            + " the place it was taken at, serial numbers and owner names.")
    @Parameter(name = "Range", in = ParameterIn.HEADER, description = "One range of bytes", schema = @Schema(type = "string"), example = "bytes=0-1023")
    @Parameter(name = "If-Range", in = ParameterIn.HEADER, description = "The ETag that Range is meant for", schema = @Schema(type = "string"))
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER, description = "ETags of files that are known", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", description = "The file, as an attachment with its name", content = @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "206", description = "The part that Range names", content = @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "If-None-Match names the file", content = @Content)
    @ApiResponse(responseCode = "400", description = "The id is no UUID")
    @ApiResponse(responseCode = "404", description = "There is no such image, or not any more")
    @ApiResponse(responseCode = "416", description = "The file ends before the range begins")
    @ApiResponse(responseCode = "503", description = "The file can't be reached; see Retry-After")
    @GetMapping("/api/images/{id}/original")
    void original(@PathVariable String id, @Parameter(hidden = true) @Nullable Principal viewer,
            HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        StoredImage image = images.find(ImageIds.parse(id)).orElseThrow(ImageController::notFound);
        boolean owner = viewer != null && image.isOwnedBy(viewer.getName());
        ETag tag = image.originalTag(owner);
        if (tag.isIn(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            describe(response, image, owner, tag);
        } else if (HttpMethod.HEAD.matches(request.getMethod())) {
            describe(response, image, owner, tag);
            response.setContentLengthLong(image.published().bytes());
        } else {
            String range = request.getHeader(HttpHeaders.RANGE);
            String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
            send(image, owner, tag, ByteRange.of(range, ifRange, tag, image.published().bytes()), response);
        }
    }

    private void send(StoredImage image, boolean owner, ETag tag, ByteRange range, HttpServletResponse response)
            throws IOException {
        long size = image.published().bytes();
        switch (range) {
            case ByteRange.Unsatisfiable _ -> {
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            }
            case ByteRange.Part part -> {
                try (var bytes = open(image, part)) {
                    describe(response, image, owner, tag);
                    response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                    response.setHeader(HttpHeaders.CONTENT_RANGE,
                            "bytes " + part.first() + "-" + part.last() + "/" + size);
                    response.setContentLengthLong(part.length());
                    copy(bytes, image, owner, part.first(), response);
                }
            }
            case ByteRange.Whole _ -> {
                try (var bytes = open(image, null)) {
                    describe(response, image, owner, tag);
                    response.setContentLengthLong(size);
                    copy(bytes, image, owner, 0, response);
                }
            }
        }
    }

    private ResponseInputStream<GetObjectResponse> open(StoredImage image, ByteRange.@Nullable Part part) {
        return objects.get(Paths.originalKey(image.id()), part).orElseThrow(ImageController::notFound);
    }

    private static void describe(HttpServletResponse response, StoredImage image, boolean owner, ETag tag) {
        response.setHeader(HttpHeaders.ETAG, tag.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, owner ? "private, no-cache" : "public, no-cache");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, image.fileName().asAttachment());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(image.published().contentType());
    }

    private static void copy(ResponseInputStream<GetObjectResponse> bytes, StoredImage image, boolean owner,
            long firstByte, HttpServletResponse response) throws IOException {
        InputStream visible = owner ? bytes : image.redactions().apply(bytes, firstByte);
        try {
            visible.transferTo(response.getOutputStream());
        } catch (IOException e) {
            // Nobody needs the rest: closing would read it.
            bytes.abort();
            throw e;
        }
    }
}
