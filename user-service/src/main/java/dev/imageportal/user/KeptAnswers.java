package dev.imageportal.user;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/// Answers as text, to be given again as they were.
@Component
class KeptAnswers {

    /// All that the answers of this service have of their own; the others are of the connection, or set for all alike.
    private static final List<String> HEADERS = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION,
            HttpHeaders.CACHE_CONTROL);

    private final JsonMapper json;

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    KeptAnswers(JsonMapper json) {
        this.json = json;
    }

    String take(ContentCachingResponseWrapper response) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : HEADERS) {
            String value = response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return json.writeValueAsString(
                new Answer(response.getStatus(), headers, response.getContentAsByteArray()));
    }

    void give(String kept, HttpServletResponse response) throws IOException {
        Answer answer = json.readValue(kept, Answer.class);
        response.setStatus(answer.status);
        answer.headers.forEach(response::setHeader);
        response.getOutputStream().write(answer.body);
    }
}
