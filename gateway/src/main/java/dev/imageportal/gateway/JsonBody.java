package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// Requests whose body the gateway reads itself: JSON in UTF-8. A form, on the other hand, could be sent by any page
/// without the browser asking first.
final class JsonBody {

    private JsonBody() {}

    /// @throws ProblemException `415`
    static void require(HttpHeaders headers) {
        if (!isJson(headers)) {
            throw ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
                    "Send JSON in UTF-8, and say so: Content-Type: application/json.");
        }
    }

    static void requireOrNone(HttpHeaders headers) {
        if (headers.containsHeader(HttpHeaders.CONTENT_TYPE)) {
            require(headers);
        }
    }

    private static boolean isJson(HttpHeaders headers) {
        try {
            MediaType type = headers.getContentType();
            return type != null && (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    || (type.getType().equals("application") && "json".equals(type.getSubtypeSuffix())))
                    && (type.getCharset() == null || type.getCharset().equals(UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
