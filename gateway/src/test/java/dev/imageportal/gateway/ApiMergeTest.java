package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ApiMergeTest {

    private static final String EMPTY = "{'openapi': '3.1.0', 'paths': {}, 'components': {}}";

    private final JsonMapper json = new JsonMapper();

    @Test
    void keepsPublicPathsAndAllComponents() {
        JsonNode merged = new ApiMerge((ObjectNode) read("""
                {'openapi': '3.1.0', 'info': {'title': 'All'}, 'tags': [{'name': 'A'}],
                 'paths': {'/healthz': {'get': {}}, '/api/x': {'post': {'tags': ['A']}}}}"""))
                .with("one", read("""
                        {'openapi': '3.1.0', 'info': {'title': 'One'}, 'servers': [{'url': 'http://one:8081'}],
                         'tags': [{'name': 'B'}, {'name': 'A', 'description': 'other'}],
                         'paths': {'/api/x': {'get': {'$ref': '#/components/responses/R'}}, '/internal/x': {'get': {}},
                                   '/actuator/health': {'get': {}}, '/error': {'get': {}}, '/media/{id}': {'get': {}}},
                         'components': {'schemas': {'S': {'type': 'string', 'maxLength': 3}},
                                        'responses': {'R': {'description': 'r'}}}}"""))
                .with("two", read("""
                        {'openapi': '3.1.1', 'paths': {'/api/a': {'get': {'$ref': '#/components/schemas/S'}}},
                         'components': {'schemas': {'S': {'maxLength': 3, 'type': 'string'}, 'T': {}}}}"""))
                .finished();

        assertThat(merged.path("paths").propertyNames()).containsExactly("/api/a", "/api/x", "/healthz", "/media/{id}");
        assertThat(merged.at("/paths/~1api~1x").propertyNames()).containsExactlyInAnyOrder("get", "post");
        assertThat(merged.at("/components/schemas").propertyNames()).containsExactlyInAnyOrder("S", "T");
        assertThat(merged.path("info")).isEqualTo(read("{'title': 'All'}"));
        assertThat(merged.path("tags")).isEqualTo(read("[{'name': 'A'}, {'name': 'B'}]"));
        assertThat(merged.has("servers")).isFalse();
    }

    @Test
    void refusesContradictions() {
        JsonNode one = read("""
                {'openapi': '3.1.0', 'paths': {'/api/x': {'get': {'summary': 'one'}}},
                 'components': {'schemas': {'S': {'type': 'string'}}}}""");
        ApiMerge merge = new ApiMerge((ObjectNode) read(EMPTY)).with("one", one);

        assertThatThrownBy(() -> merge.with("two", read("""
                {'openapi': '3.1.0', 'components': {'schemas': {'S': {'type': 'number'}}}}""")))
                .isInstanceOf(ApiMerge.Conflict.class)
                .hasMessageContainingAll("two", "schemas S");
        assertThatThrownBy(() -> merge.with("two", read("""
                {'openapi': '3.1.0', 'paths': {'/api/x': {'get': {'summary': 'two'}}}}""")))
                .isInstanceOf(ApiMerge.Conflict.class)
                .hasMessageContainingAll("two", "/api/x get");
        assertThatThrownBy(() -> merge.with("two", read("{'openapi': '3.0.1'}")))
                .isInstanceOf(ApiMerge.Conflict.class)
                .hasMessageContaining("3.1");
    }

    @Test
    void refusesReferencesToNothing() {
        for (String target : new String[]{"#/components/schemas/Nothing", "http://elsewhere.example/schema.json"}) {
            ApiMerge merge = new ApiMerge((ObjectNode) read(EMPTY)).with("one", read("""
                    {'openapi': '3.1.0', 'paths': {'/api/x': {'get': {'a': [{'$ref': '%s'}]}}}}""".formatted(target)));
            assertThatThrownBy(merge::finished).isInstanceOf(ApiMerge.Conflict.class).hasMessageContaining(target);
        }
    }

    private JsonNode read(String text) {
        return json.readTree(text.replace('\'', '"'));
    }
}
