package dev.imageportal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final String DOCUMENT = """
            # Title
            Words.

            <!-- bench one -->
            old
            <!-- end of bench one -->

            More words.
            """;

    @Test
    void aMeasuredScenarioTakesThePlaceOfItsOldFiguresAndTouchesNothingElse() {
        assertThat(Report.replaced(DOCUMENT, "one", "new\n"))
                .isEqualTo(DOCUMENT.replace("old", "new"));
    }

    @Test
    void aScenarioThatIsNotThereYetIsAddedAtTheEnd() {
        assertThat(Report.replaced(DOCUMENT, "two", "first\n")).startsWith(DOCUMENT)
                .endsWith("\n<!-- bench two -->\nfirst\n<!-- end of bench two -->\n");
    }

    @Test
    void rewritingTwiceIsTheSameAsOnce() {
        String once = Report.replaced(DOCUMENT, "two", "first\n");

        assertThat(Report.replaced(once, "two", "first\n")).isEqualTo(once);
    }

    @Test
    void aMissedTargetIsSaidAloud() {
        assertThat(Target.atLeast("ratio", 3, 2.5, " ×").row()).containsExactly("ratio", "≥ 3.00 ×", "2.50 ×",
                "**missed**");
        assertThat(Target.atMost("ratio", 3, 2.5, " ×").row()).endsWith("met");
        assertThat(Target.atLeast("ratio", 3, Double.NaN, " ×").met()).isFalse();
    }

    @Test
    void quantilesAreThoseOfTheSortedTimes() {
        Latencies latencies = Latencies.of(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000));

        assertThat(latencies.quantile(0.5)).isEqualTo(51);
        assertThat(latencies.quantile(0.99)).isEqualTo(100);
        assertThat(latencies.quantile(1)).isEqualTo(100);
    }

    @Test
    void anArgumentThatNobodyKnowsIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Options.parse(List.of("uplaod"), Path.of("."), List.of("upload")))
                .hasMessageContaining("uplaod")
                .hasMessageContaining("scenarios: upload;")
                .hasMessageContaining("--quick");
        assertThatThrownBy(() -> Options.parse(List.of("--baseline"), Path.of("."), List.of("upload")))
                .hasMessageContaining("needs a folder");
        assertThat(Options.parse(List.of("--quick"), Path.of("."), List.of("a", "b")).scenarios())
                .containsExactly("a", "b");
    }
}
