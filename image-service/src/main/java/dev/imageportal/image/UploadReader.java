package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Reads an upload's multipart body ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)) as a stream, part by part in any
/// order, and stops at the first thing that is wrong. Parts that the contract does not know are skipped.
@Component
class UploadReader {

    private static final int MAX_PARTS = 10;
    /// For everything in a body that is not the picture.
    private static final int MAX_OTHER_BYTES = 64 * 1024;

    /// RFC 2046 allows 70 characters and wants quotes around some; clients know neither.
    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=\"?([^\";]{1,200})");

    private final ImageSettings.Upload settings;
    private final Spool spool;

    UploadReader(ImageSettings settings, Spool spool) {
        this.settings = settings.upload();
        this.spool = spool;
    }

    /// @throws ProblemException 400, 408, 413 or 415; 503 when the disk is full
    Upload read(HttpServletRequest request) throws IOException {
        String contentType = request.getContentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
                    "Send the picture as multipart/form-data, in a part named file.");
        }
        if (request.getContentLengthLong() > maxBodyBytes()) {
            throw UploadForm.fileTooLarge(settings.maxFileSize());
        }
        try (var form = new UploadForm(spool, settings.maxFileSize())) {
            var body = new DeadlineInputStream(request.getInputStream(), settings.readTimeout());
            MultipartStream parts = new MultipartStream(body, boundary(contentType), maxBodyBytes());
            int count = 0;
            for (MultipartStream.Part part = parts.next(); part != null; part = parts.next()) {
                if (++count > MAX_PARTS) {
                    throw ProblemException.badRequest("too-many-parts",
                            "The body has more than " + MAX_PARTS + " parts: send file, caption and altText only.");
                }
                form.accept(part);
            }
            return form.complete();
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private long maxBodyBytes() {
        return settings.maxFileSize().toBytes() + MAX_OTHER_BYTES;
    }

    private static String boundary(String contentType) throws IOException {
        Matcher named = BOUNDARY.matcher(contentType);
        if (!named.find()) {
            throw new MultipartStream.MalformedException("The content type names no boundary.");
        }
        return named.group(1);
    }

    private ProblemException problem(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case MultipartStream.MalformedException malformed -> {
                    return ProblemException.badRequest("malformed-multipart", malformed.detail());
                }
                case MultipartStream.TooLongException _ -> {
                    return UploadForm.fileTooLarge(settings.maxFileSize());
                }
                case DeadlineInputStream.PassedException _ -> {
                    return tooSlow();
                }
                case SocketTimeoutException _ -> {
                    return tooSlow();
                }
                default -> {
                }
            }
        }
        return ProblemException.badRequest("malformed-multipart",
                "The body is no complete multipart/form-data: check its boundary and that all of it was sent.");
    }

    private static ProblemException tooSlow() {
        return ProblemException.of(HttpStatus.REQUEST_TIMEOUT, "upload-too-slow",
                "The upload took too long: try again, or send a smaller picture.");
    }
}
