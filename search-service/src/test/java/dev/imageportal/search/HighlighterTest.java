package dev.imageportal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlighterTest {

    /// Marks are written as `[…]`.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', commentCharacter = '\1', textBlock = """
            cat              | A cat, a Cat       | A [cat], a [Cat]
            cat              | A category         | A [category]
            cat x            | A category x       | A category [x]
            "cat"            | A category         | A category
            harbour          | The harbor         | The [harbor]
            harbour          | The harobur        | The [harobur]
            "red car"        | red car, car red   | [red car], car red
            red car          | red car            | [red] [car]
            re red           | red                | [red]
            東京               | 夜の東京タワー           | 夜の[東京]タワー
            cafe             | Café               | [Café]
            full             | Ｆｕｌｌ ｗｉｄｔｈ         | [Ｆｕｌｌ] ｗｉｄｔｈ
            #cat             | #cat #cats cat     | [#cat] #cats cat
            #Größe           | ＃GRÖßE             | [＃GRÖßE]
            #東京              | #東京タワー #東京         | #東京タワー [#東京]
            cat              | #cat               | #[cat]
            #cat cat         | #cat               | [#cat]
            @cat             | cat                | cat
            -cat             | cat                | cat
            dog -cat         | dog cat            | [dog] cat
            🌸               | A 🌸!              | A [🌸]!
            """)
    void marks(String query, String caption, String marked) throws InvalidQueryException {
        String highlight = new Highlighter(QueryParser.parse(query)).highlight(caption, Words.of(caption));

        if (caption.equals(marked)) {
            assertThat(highlight).isNull();
        } else {
            assertThat(highlight).isEqualTo(marked.replace("[", "<mark>").replace("]", "</mark>"));
        }
    }

    @Test
    void escapesInsideAndOutsideOfMarks() throws InvalidQueryException {
        String caption = "a & <b> 'c' \"d\"";
        String highlight = new Highlighter(QueryParser.parse("\"b c\"")).highlight(caption, Words.of(caption));

        assertThat(highlight).isEqualTo("a &amp; &lt;<mark>b&gt; &#39;c</mark>&#39; &quot;d&quot;");
    }
}
