package dev.imageportal.image;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// First answers as they are kept for repetitions of their requests.
@Component
class Repetitions {

    private final JsonMapper json;

    /// @param json the one that writes answers, so that a repetition gets the same bytes
    Repetitions(JsonMapper json) {
        this.json = json;
    }

    String write(ImageResponse answer) {
        return json.writeValueAsString(answer);
    }

    ImageResponse read(String kept) {
        return json.readValue(kept, ImageResponse.class);
    }
}
