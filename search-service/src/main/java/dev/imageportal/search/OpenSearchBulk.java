package dev.imageportal.search;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Changes of several entries in one request.
///
/// Hibernate Search writes entries without a condition, but of two instances the slower one may come with the older
/// version: after a partition has changed hands, or from a rebuild. So each entry is written under its version, and
/// OpenSearch itself refuses what is older than what it has (`external_gte`).
final class OpenSearchBulk {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int OLDER_THAN_HELD = 409;
    private static final int ABSENT = 404;
    private static final int FIRST_ERROR = 400;

    private final String index;
    private final StringBuilder lines = new StringBuilder();

    OpenSearchBulk(String index) {
        this.index = index;
    }

    void put(IndexEntry entry) {
        boolean ofTheIndexItself = entry.kind() == IndexEntry.Kind.STATE;
        Map<String, ?> target = ofTheIndexItself
                ? Map.of("_id", entry.id())
                : Map.of("_id", entry.id(), "version", version(entry), "version_type", "external_gte");
        line(Map.of("index", target));
        line(document(entry));
    }

    void remove(String id) {
        line(Map.of("delete", Map.of("_id", id)));
    }

    /// A deletion comes after the picture of the same version.
    private static long version(IndexEntry entry) {
        return entry.version() * 2 + (entry.kind() == IndexEntry.Kind.DELETED ? 1 : 0);
    }

    /// As Hibernate Search would write it.
    private static ObjectNode document(IndexEntry entry) {
        ObjectNode document = JSON.createObjectNode();
        document.put("kind", entry.kind().name());
        document.put("idHigh", entry.idHigh());
        document.put("idLow", entry.idLow());
        document.put("version", entry.version());
        document.put("indexedAt", entry.indexedAt());
        text(document, entry.username(), "username");
        text(document, entry.caption(), "caption", "captionStarts");
        text(document, entry.altText(), "altText", "altTextStarts");
        text(document, entry.json(), "json");
        List<String> hashtags = entry.hashtags();
        if (!hashtags.isEmpty()) {
            hashtags.forEach(document.putArray("hashtags")::add);
        }
        return document;
    }

    private static void text(ObjectNode document, @Nullable String value, String... fields) {
        if (value != null) {
            for (String field : fields) {
                document.put(field, value);
            }
        }
    }

    private void line(Object json) {
        lines.append(JSON.writeValueAsString(json)).append('\n');
    }

    /// Returns when the changes are durable and visible.
    ///
    /// @throws UncheckedIOException  when there is no answer in time
    /// @throws IllegalStateException when some change was refused, other than for being older
    void send(RestClient client) {
        if (lines.isEmpty()) {
            return;
        }
        Request request = new Request("POST", "/" + index + "/_bulk");
        request.addParameter("refresh", "true");
        // for the shard's coming back: by default a minute, longer than anything waits for the answer
        request.addParameter("timeout", "5s");
        request.addParameter("require_alias", "true");
        request.addParameter("filter_path", "errors,items.*.status,items.*.error.reason");
        request.setJsonEntity(lines.toString());
        JsonNode answer = OpenSearchAnswer.of(client, request);
        if (answer.path("errors").asBoolean()) {
            answer.path("items")
                    .values()
                    .stream()
                    .flatMap(item -> item.propertyStream())
                    .forEach(item -> requireDone(item.getKey(), item.getValue()));
        }
    }

    private static void requireDone(String operation, JsonNode result) {
        int status = result.path("status").asInt();
        boolean goneAlready = operation.equals("delete") && status == ABSENT;
        if (status >= FIRST_ERROR && status != OLDER_THAN_HELD && !goneAlready) {
            throw new IllegalStateException("OpenSearch refused a change: " + result);
        }
    }
}
