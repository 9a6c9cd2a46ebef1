package dev.imageportal.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ImageEventJsonTest {

    private final JsonMapper plain = new JsonMapper();

    @ParameterizedTest
    @EnumSource
    void writesWhatItReads(GoldenEvents golden) {
        byte[] written = ImageEventJson.write(golden.event());

        assertThat(plain.readTree(written)).isEqualTo(plain.readTree(golden.json()));
    }

    @Test
    void readsTheWholeState() {
        assertThat(GoldenEvents.IMAGE_UPLOADED.event()).isInstanceOfSatisfying(ImageUploaded.class, uploaded -> {
            assertThat(uploaded.imageId()).isEqualTo("0198c0de-0000-7000-8000-000000000001");
            assertThat(uploaded.version()).isEqualTo(1);
            assertThat(uploaded.image().hashtags()).containsExactly("alps", "snow");
            assertThat(uploaded.image().renditions()).hasSize(4);
            assertThat(uploaded.image().camera()).isNotNull();
        });
        assertThat(GoldenEvents.IMAGE_DELETED.event().version()).isEqualTo(3);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        String json = new String(GoldenEvents.IMAGE_DELETED.json(), UTF_8).replaceFirst("\\{", "{\"later\": [1, {}],");

        assertThat(ImageEventJson.read(json.getBytes(UTF_8))).isEqualTo(GoldenEvents.IMAGE_DELETED.event());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "null", "[]", "{}", "not json", "{\"type\": \"image-renamed\"}", "{\"type\": \"image-deleted\"}",
            "{\"type\": \"image-uploaded\", \"eventId\": \"e\", \"occurredAt\": \"2026-05-04T10:15:30Z\", \"image\": {}}"})
    void refusesWhatIsNoEvent(String json) {
        assertThatThrownBy(() -> ImageEventJson.read(json.getBytes(UTF_8))).isInstanceOf(InvalidEventException.class);
    }
}
