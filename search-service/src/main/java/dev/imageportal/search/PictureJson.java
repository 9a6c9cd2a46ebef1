package dev.imageportal.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An image as a search answers with it. It is written once, when the image is indexed; a search only adds the
/// highlight to the text.
final class PictureJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PictureJson() {}

    /// The image of the contract. The display name stands after the user name and is the user name.
    static String of(PublishedImage image) {
        String published = new String(ImageEventJson.writeImage(image), UTF_8);
        ObjectNode picture = MAPPER.createObjectNode();
        for (var field : MAPPER.readTree(published).properties()) {
            picture.set(field.getKey(), field.getValue());
            if (field.getKey().equals("username")) {
                picture.set("displayName", field.getValue());
            }
        }
        return MAPPER.writeValueAsString((JsonNode) picture);
    }

    /// Reads no further than the caption, which stands near the beginning.
    static String caption(String json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean caption = parser.currentName().equals("caption");
                parser.nextToken();
                if (caption) {
                    return parser.getString();
                }
                parser.skipChildren();
            }
        }
        throw new IllegalArgumentException("there is no caption in the entry");
    }

    /// Appends the image with its highlight.
    static void append(StringBuilder target, String json, @Nullable String highlight) {
        target.append(json, 0, json.length() - 1)
                .append(",\"highlight\":")
                .append(MAPPER.writeValueAsString(highlight))
                .append('}');
    }
}
