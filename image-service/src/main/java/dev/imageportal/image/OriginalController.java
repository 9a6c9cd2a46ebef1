package dev.imageportal.image;

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

    @GetMapping("/api/images/{id}/original")
    void original(@PathVariable String id, @Nullable Principal viewer, HttpServletRequest request,
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
