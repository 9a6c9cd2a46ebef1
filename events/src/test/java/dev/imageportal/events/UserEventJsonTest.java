package dev.imageportal.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class UserEventJsonTest {

    private final JsonMapper plain = new JsonMapper();

    @Test
    void writesWhatItReads() {
        UserEvent event = UserEventJson.read(GoldenEvents.userDeleted());

        assertThat(event).isInstanceOf(UserDeleted.class);
        assertThat(event.username()).isEqualTo("ada");
        assertThat(plain.readTree(UserEventJson.write(event))).isEqualTo(plain.readTree(GoldenEvents.userDeleted()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "null", "[]", "{}", "{\"type\": \"user-renamed\"}", "{\"type\": \"user-deleted\"}",
            "{\"type\": \"image-deleted\", \"username\": \"ada\"}"})
    void refusesWhatIsNoEvent(String json) {
        assertThatThrownBy(() -> UserEventJson.read(json.getBytes(UTF_8))).isInstanceOf(InvalidEventException.class);
    }
}
