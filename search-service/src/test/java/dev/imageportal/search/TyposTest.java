package dev.imageportal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TyposTest {

    @ParameterizedTest
    @CsvSource({"house, house, true", "house, mouse, true", "house, hous, true", "house, ouse, true",
            "house, houses, true", "house, ahouse, true", "house, huose, true", "house, houes, true",
            "house, ohuse, true", "house, mousy, false", "house, housing, false", "house, hose, true",
            "house, hos, false", "house, esuoh, false", "house, ouhes, false", "a, '', true", "'', '', true"})
    void findsOneMistake(String typed, String meant, boolean within) {
        assertThat(Typos.within(typed, meant)).isEqualTo(within);
        assertThat(Typos.within(meant, typed)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"house, true", "hous, false", "größe, true", "привет, true", "l'été12, false", "foo-bar, false",
            "東京タワーの夜景, false", "สวัสดีครับ, false", "12345, true", "한국어말씀, true"})
    void toleratesThemInSingleWordsOfFiveLetters(String keyword, boolean tolerated) {
        assertThat(Typos.tolerated(keyword)).isEqualTo(tolerated);
    }
}
