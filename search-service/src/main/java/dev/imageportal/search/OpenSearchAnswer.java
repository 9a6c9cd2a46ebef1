package dev.imageportal.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What OpenSearch answers to a request of our own.
final class OpenSearchAnswer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OpenSearchAnswer() {}

    /// @throws UncheckedIOException when there is none in time, or its status is an error
    static JsonNode of(RestClient client, Request request) {
        try (InputStream body = client.performRequest(request).getEntity().getContent()) {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
