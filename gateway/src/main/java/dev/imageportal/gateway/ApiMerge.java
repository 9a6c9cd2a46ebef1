package dev.imageportal.gateway;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes one OpenAPI description of several. What two of them say of the same thing must be the same.
final class ApiMerge {

    /// Two descriptions contradict each other, or one speaks of what none describes: a mistake of the portal's makers.
    static final class Conflict extends RuntimeException {

        Conflict(String message) {
            super(message);
        }
    }

    private final ObjectNode merged;

    /// @param own the gateway's own, which says all that is not of a path or a component
    ApiMerge(ObjectNode own) {
        this.merged = own.deepCopy();
    }

    /// Takes the public paths, the components and the tags.
    ApiMerge with(String service, JsonNode description) {
        if (!description.path("openapi").asString("").startsWith("3.1.")) {
            throw new Conflict(service + " does not describe itself in OpenAPI 3.1");
        }
        description.path("paths").forEachEntry((path, operations) -> {
            if (path.startsWith("/api/") || path.startsWith("/media/")) {
                addAll(merged.withObject("/paths"), path, operations, service);
            }
        });
        description.path("components")
                .forEachEntry(
                        (kind, components) -> addAll(merged.withObject("/components"), kind, components, service));
        addTags(description.path("tags"));
        return this;
    }

    ObjectNode finished() {
        requireTargets(merged);
        sort("paths");
        return merged;
    }

    private static void addAll(ObjectNode parent, String name, JsonNode members, String service) {
        ObjectNode known = parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
        members.forEachEntry((member, value) -> {
            JsonNode before = known.get(member);
            if (before != null && !before.equals(value)) {
                throw new Conflict(service + " describes " + name + " " + member + " otherwise than another service");
            }
            known.set(member, value);
        });
    }

    private void addTags(JsonNode tags) {
        ArrayNode known = merged.withArray("/tags");
        Set<String> names = new HashSet<>();
        known.forEach(tag -> names.add(tag.path("name").asString("")));
        tags.forEach(tag -> {
            if (names.add(tag.path("name").asString(""))) {
                known.add(tag);
            }
        });
    }

    private void requireTargets(JsonNode node) {
        JsonNode reference = node.get("$ref");
        if (reference != null && reference.isString()) {
            String target = reference.asString();
            if (!target.startsWith("#/") || merged.at(target.substring(1)).isMissingNode()) {
                throw new Conflict("no service describes " + target);
            }
        }
        node.forEach(this::requireTargets);
    }

    private void sort(String member) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        merged.path(member).forEachEntry(sorted::put);
        merged.putObject(member).setAll(sorted);
    }
}
