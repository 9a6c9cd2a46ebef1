package dev.imageportal.search;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.stream.StreamSupport;
import org.hibernate.search.backend.elasticsearch.ElasticsearchExtension;
import org.hibernate.search.engine.search.aggregation.AggregationKey;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;

/// As a terms aggregation over the pictures that have a value with that beginning.
final class OpenSearchTerms implements UsedTerms {

    private static final AggregationKey<JsonObject> COUNTS = AggregationKey.of("counts");

    private final SearchSession session;

    OpenSearchTerms(SearchSession session) {
        this.session = session;
    }

    @Override
    public List<Used> beginningWith(String start, String field, int limit) {
        JsonObject counts = session.search(IndexEntry.class)
                .extension(ElasticsearchExtension.get())
                .where(f -> f.fromJson(object("prefix", object(field, new JsonPrimitive(start)))))
                .aggregation(COUNTS, f -> f.fromJson(terms(start, field, limit)))
                .fetch(0)
                .aggregation(COUNTS);
        return StreamSupport.stream(counts.getAsJsonArray("buckets").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(bucket -> new Used(bucket.get("key").getAsString(), bucket.get("doc_count").getAsInt()))
                .toList();
    }

    /// The most used first is its own order; equally used ones are in theirs.
    private static JsonObject terms(String start, String field, int limit) {
        JsonObject terms = new JsonObject();
        terms.addProperty("field", field);
        terms.addProperty("size", limit);
        terms.addProperty("include", literally(start) + ".*");
        return object("terms", terms);
    }

    /// As a regular expression of Lucene.
    private static String literally(String text) {
        StringBuilder expression = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (!Character.isLetterOrDigit(character)) {
                expression.append('\\');
            }
            expression.appendCodePoint(character);
        });
        return expression.toString();
    }

    private static JsonObject object(String name, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }
}
