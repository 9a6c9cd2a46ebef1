package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashtagsTest {

    @ParameterizedTest
    @CsvSource({
            "#Alps, alps", "(#snow)!, snow", "#über_2026, über_2026", "#東京タワー, 東京タワー", "#हिन्दी, हिन्दी", "#ＡＢＣ, abc",
            "#ﬁsh, fish", "#x-ray, x", "a#b, b", "##twice, twice", "#😀smile, ''", "# none, ''", "#, ''", "no, ''"})
    void areLettersDigitsAndUnderscoresOfAnyScript(String caption, String expected) {
        assertThat(String.join(" ", Hashtags.of(caption))).isEqualTo(expected);
    }

    @Test
    void comeInTheirOrderAndOnce() {
        assertThat(Hashtags.of("#b #a #B\n#c")).isEqualTo(List.of("b", "a", "c"));
    }
}
