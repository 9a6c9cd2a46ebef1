package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the owner wants changed ([JSON Merge Patch](https://www.rfc-editor.org/rfc/rfc7396)).
///
/// @param caption null when it stays as it is, as for the other
record ImageChange(@Nullable Caption caption, @Nullable AltText altText) {

    /// Both texts at their longest, every character escaped, and some room.
    static final int MAX_BYTES = 64 * 1024;

    private static final Set<String> FIELDS = Set.of("caption", "altText");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// @throws ProblemException 400 when it is no object of these fields, or a text breaks its rules
    static ImageChange read(byte[] json) {
        JsonNode body = tree(json);
        if (!body.isObject()) {
            throw malformed();
        }
        body.propertyNames().stream().filter(name -> !FIELDS.contains(name)).findFirst().ifPresent(name -> {
            throw ProblemException.badField(name.length() > 100 ? name.substring(0, 100) : name, "unknown",
                    "Only caption and altText can be changed: leave everything else out.");
        });
        String caption = text(body, "caption");
        String altText = text(body, "altText");
        return new ImageChange(caption == null ? null : new Caption(caption),
                altText == null ? null : new AltText(altText));
    }

    /// The image after the change; the image itself when there is nothing to change.
    StoredImage of(StoredImage image) {
        Caption newCaption = caption != null ? caption : new Caption(image.published().caption());
        AltText newAltText = altText != null ? altText : new AltText(image.published().altText());
        boolean same = newCaption.text().equals(image.published().caption())
                && newAltText.text().equals(image.published().altText());
        return same ? image : image.with(newCaption, newAltText);
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    /// @return null when the field is not there; empty when it is null, which clears it
    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw ProblemException.badField(field, "type", field + " must be a string, or null to clear it.");
        }
        return value.stringValue();
    }

    static ProblemException malformed() {
        return ProblemException.badRequest("malformed-body",
                "The body must be a JSON object such as {\"caption\": \"…\", \"altText\": \"…\"}.");
    }
}
