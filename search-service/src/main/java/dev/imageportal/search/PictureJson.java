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

/// An image as a search answers with it. It is written once, when the image is indexed; a search only puts the display
/// name and the highlight into the text.
///
/// @param json      as it lies in the index
/// @param nameStart where the value of `displayName` begins, in UTF-16 units
/// @param nameEnd   where it ends, likewise
record PictureJson(String json, String username, String caption, int nameStart, int nameEnd) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// The image of the contract. The display name stands after the user name, and is the user name here.
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

    /// Reads no further than the caption, which stands near the beginning, after the names.
    static PictureJson read(String json) {
        String username = "";
        int nameStart = 0;
        int nameEnd = 0;
        try (JsonParser parser = MAPPER.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "username" -> username = parser.getString();
                    case "displayName" -> {
                        nameStart = (int) parser.currentTokenLocation().getCharOffset();
                        parser.finishToken();
                        nameEnd = (int) parser.currentLocation().getCharOffset();
                    }
                    case "caption" -> {
                        return new PictureJson(json, username, parser.getString(), nameStart, nameEnd);
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        throw new IllegalArgumentException("there is no caption in the entry");
    }

    /// Appends the image as a search shows it.
    void append(StringBuilder target, String displayName, @Nullable String highlight) {
        target.append(json, 0, nameStart)
                .append(MAPPER.writeValueAsString(displayName))
                .append(json, nameEnd, json.length() - 1)
                .append(",\"highlight\":")
                .append(MAPPER.writeValueAsString(highlight))
                .append('}');
    }
}
