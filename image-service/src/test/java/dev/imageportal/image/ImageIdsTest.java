package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImageIdsTest {

    private final Instant now = Instant.parse("2026-05-04T10:15:30.123Z");

    @Test
    void areUuidsOfVersion7WithTheirTime() {
        String id = new ImageIds(InstantSource.fixed(now)).next();

        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(ImageIds.timeOf(id)).isEqualTo(now);
        assertThat(ImageIds.isId(id)).isTrue();
    }

    @Test
    void sortByTheirMakingEvenInOneMillisecond() {
        var ids = new ImageIds(InstantSource.fixed(now));
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }
}
