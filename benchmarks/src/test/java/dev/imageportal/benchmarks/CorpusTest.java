package dev.imageportal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {

    private static final List<Corpus.Picture> PICTURES = new Corpus(20_000).pictures().toList();

    @Test
    void captionsAndUsersAreTheSameInEveryRun() {
        assertThat(PICTURES.get(4711).caption())
                .isEqualTo(new Corpus(5_000).pictures(4711, 4712).findFirst().orElseThrow().caption());
    }

    @Test
    void threePicturesHaveTheRareWordAndOneInElevenTheCommonOne() {
        assertThat(PICTURES).filteredOn(picture -> picture.caption().contains(Corpus.RARE)).hasSize(3);
        assertThat(PICTURES.stream().filter(picture -> picture.caption().contains(Corpus.COMMON)).count())
                .isBetween(20_000 / 13L, 20_000 / 9L);
    }

    @Test
    void idsAreInTheOrderOfTheUploadsAndDiffer() {
        assertThat(PICTURES).extracting(Corpus.Picture::id)
                .isSorted()
                .doesNotHaveDuplicates()
                .allSatisfy(
                        id -> assertThat(id)
                                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    @Test
    void oneInFiveHasAHashtagThatItsCaptionHas() {
        assertThat(PICTURES).filteredOn(picture -> !picture.tags().isEmpty())
                .hasSize(4_000)
                .allSatisfy(picture -> assertThat(picture.caption()).contains("#" + picture.tags().getFirst()));
    }
}
