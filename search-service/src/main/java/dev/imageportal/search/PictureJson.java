package dev.imageportal.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.search.Words.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An image as a search answers with it. It is written once, when the image is indexed; a search only puts the display
/// name and the highlight into the bytes.
final class PictureJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// Of the objects that one consists of, about; the first for itself, the second for each word.
    private static final int OVERHEAD = 300;
    private static final int WORD_OVERHEAD = 120;

    private final byte[] json;
    private final int nameStart;
    private final int nameEnd;
    private final String username;
    private final String caption;
    private final List<Word> words;

    /// @param json      as it lies in the index, in UTF-8
    /// @param nameStart where the value of `displayName` begins
    /// @param nameEnd   where it ends
    private PictureJson(byte[] json, int nameStart, int nameEnd, String username, String caption) {
        this.json = json;
        this.nameStart = nameStart;
        this.nameEnd = nameEnd;
        this.username = username;
        this.caption = caption;
        this.words = List.copyOf(Words.of(caption));
    }

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
    static PictureJson read(String text) {
        byte[] json = text.getBytes(UTF_8);
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
                        nameStart = (int) parser.currentTokenLocation().getByteOffset();
                        parser.finishToken();
                        nameEnd = (int) parser.currentLocation().getByteOffset();
                    }
                    case "caption" -> {
                        return new PictureJson(json, nameStart, nameEnd, username, parser.getString());
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        throw new IllegalArgumentException("there is no caption in the entry");
    }

    String username() {
        return username;
    }

    String caption() {
        return caption;
    }

    /// Of the caption.
    List<Word> words() {
        return words;
    }

    /// About the bytes of an image in an answer.
    int size() {
        return json.length + 2 * caption.length() + OVERHEAD;
    }

    /// About the bytes of memory.
    int weight() {
        return json.length + 3 * caption.length() + OVERHEAD + WORD_OVERHEAD * words.size();
    }

    /// Appends the image as a search shows it.
    void append(JsonBytes target, String displayName, @Nullable String highlight) {
        target.append(json, 0, nameStart)
                .quote(displayName)
                .append(json, nameEnd, json.length - 1)
                .append(",\"highlight\":")
                .quote(highlight)
                .append("}");
    }
}
