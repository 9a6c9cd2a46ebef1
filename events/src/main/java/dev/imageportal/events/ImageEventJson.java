package dev.imageportal.events;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Events to JSON and back, the same way on both sides of a topic.
public final class ImageEventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private ImageEventJson() {}

    public static byte[] write(ImageEvent event) {
        return MAPPER.writeValueAsBytes(event);
    }

    /// @throws InvalidEventException when the bytes are no event that this version of the contract knows
    public static ImageEvent read(byte[] json) {
        try {
            ImageEvent event = MAPPER.readValue(json, ImageEvent.class);
            if (event == null) {
                throw new InvalidEventException("the event is null", null);
            }
            return event;
        } catch (JacksonException e) {
            throw new InvalidEventException(e.getOriginalMessage(), e);
        }
    }

    /// An image's state alone, in the same form as inside an event.
    public static byte[] writeImage(PublishedImage image) {
        return MAPPER.writeValueAsBytes(image);
    }

    /// @throws InvalidEventException when the bytes are no image's state
    public static PublishedImage readImage(byte[] json) {
        try {
            return MAPPER.readValue(json, PublishedImage.class);
        } catch (JacksonException e) {
            throw new InvalidEventException(e.getOriginalMessage(), e);
        }
    }
}
