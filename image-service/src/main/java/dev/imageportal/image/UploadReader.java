package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.RequestContext;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Reads an upload's multipart body ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)) as a stream, part by part in any
/// order, and stops at the first thing that is wrong. Parts that the contract does not know are skipped.
@Component
class UploadReader {

    private static final int MAX_PARTS = 10;
    private static final int MAX_PART_HEADER_BYTES = 4096;
    /// For everything in a body that is not the picture.
    private static final int MAX_OTHER_BYTES = 64 * 1024;

    private final ImageSettings.Upload settings;
    private final Spool spool;
    private final JakartaServletFileUpload<?, ?> multipart = new JakartaServletFileUpload<>();

    UploadReader(ImageSettings settings, Spool spool) {
        this.settings = settings.upload();
        this.spool = spool;
        multipart.setHeaderCharset(UTF_8);
        multipart.setMaxPartHeaderSize(MAX_PART_HEADER_BYTES);
        multipart.setMaxSize(maxBodyBytes());
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
            FileItemInputIterator parts = begin(contentType, body);
            int count = 0;
            for (FileItemInput part = next(parts); part != null; part = next(parts)) {
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

    private FileItemInputIterator begin(String contentType, InputStream body) throws IOException {
        try {
            return multipart.getItemIterator(new Body(contentType, body));
        } catch (RuntimeException e) {
            throw new FileUploadException("unreadable head of the body", e);
        }
    }

    /// The parser meets what it doesn't expect in a part's headers with all kinds of unchecked exceptions.
    private static @Nullable FileItemInput next(FileItemInputIterator parts) throws IOException {
        try {
            return parts.hasNext() ? parts.next() : null;
        } catch (RuntimeException e) {
            throw new FileUploadException("unreadable part", e);
        }
    }

    private ProblemException problem(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case FileUploadSizeException size when size.getPermitted() == MAX_PART_HEADER_BYTES -> {
                    return ProblemException.badRequest("malformed-multipart",
                            "A part's headers are longer than " + MAX_PART_HEADER_BYTES + " bytes.");
                }
                case FileUploadSizeException _ -> {
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

    private record Body(String contentType, InputStream stream) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return UTF_8.name();
        }

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public InputStream getInputStream() {
            return stream;
        }

        @Override
        public boolean isMultipartRelated() {
            return false;
        }
    }
}
