package dev.imageportal.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RedactionsTest {

    @RepeatedTest(200)
    void patchesAnyPartOfAFileAlike(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] original = new byte[1 + random.nextInt(5_000)];
        random.nextBytes(original);
        Redactions redactions = randomRedactions(random, original.length);
        byte[] expected = original.clone();
        for (Redaction patch : redactions.patches()) {
            for (long at = patch.offset(); at < patch.end(); at++) {
                expected[(int) at] = patch.at(at);
            }
        }

        Redactions stored = Redactions.fromBytes(redactions.toBytes());
        int from = random.nextInt(original.length + 1);
        int to = from + random.nextInt(original.length + 1 - from);
        InputStream part = new ByteArrayInputStream(original, from, to - from);
        assertThat(readInPieces(stored.apply(part, from), random)).isEqualTo(Arrays.copyOfRange(expected, from, to));

        InputStream skipped = stored.apply(new ByteArrayInputStream(original), 0);
        skipped.skipNBytes(from);
        assertThat(skipped.readAllBytes()).isEqualTo(Arrays.copyOfRange(expected, from, expected.length));
    }

    @Test
    void withoutPatchesTheFileIsAsItWas() {
        InputStream original = new ByteArrayInputStream(new byte[3]);
        assertThat(Redactions.NONE.apply(original, 7)).isSameAs(original);
        assertThat(Redactions.NONE.toBytes()).isEmpty();
        assertThat(Redactions.fromBytes(new byte[0]).isEmpty()).isTrue();
    }

    @Test
    void longFillsTakeFewBytes() {
        Redactions redactions = new Redactions(List.of(new Redaction.Fill(3, 40_000_000, (byte) 0)));
        assertThat(redactions.toBytes()).hasSizeLessThan(10);
        assertThat(Redactions.fromBytes(redactions.toBytes())).isEqualTo(redactions);
    }

    @Test
    void refusesBytesThatAreNoRedactions() {
        byte[] good = new Redactions(List.of(new Redaction.Literal(9, new byte[20]))).toBytes();
        for (int length = 1; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            if (length > 1) {
                assertThatThrownBy(() -> Redactions.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThatThrownBy(() -> Redactions.fromBytes(new byte[]{99, 1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesPatchesThatOverlap() {
        assertThatThrownBy(() -> new Redactions(
                List.of(new Redaction.Fill(0, 10, (byte) 0), new Redaction.Fill(9, 1, (byte) 0))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Redactions randomRedactions(Random random, int size) {
        List<Redaction> patches = new ArrayList<>();
        int position = random.nextInt(50);
        while (position < size) {
            int length = Math.min(1 + random.nextInt(300), size - position);
            if (random.nextBoolean()) {
                patches.add(new Redaction.Fill(position, length, (byte) random.nextInt(256)));
            } else {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                patches.add(new Redaction.Literal(position, bytes));
            }
            position += length + random.nextInt(200);
        }
        return new Redactions(patches);
    }

    private static byte[] readInPieces(InputStream in, Random random) throws IOException {
        byte[] all = new byte[10_000];
        int length = 0;
        while (true) {
            if (random.nextInt(4) == 0) {
                int one = in.read();
                if (one < 0) {
                    return Arrays.copyOf(all, length);
                }
                all[length++] = (byte) one;
            } else {
                int count = in.read(all, length, 1 + random.nextInt(500));
                if (count < 0) {
                    return Arrays.copyOf(all, length);
                }
                length += count;
            }
        }
    }
}
