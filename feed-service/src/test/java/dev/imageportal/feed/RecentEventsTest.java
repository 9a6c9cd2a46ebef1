package dev.imageportal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private static List<LiveEvent> events(long first, int count, int bytes) {
        return LongStream.range(first, first + count).mapToObj(place -> new LiveEvent(place, new byte[bytes])).toList();
    }

    @Test
    void followEachOther() {
        RecentEvents events = RecentEvents.none(7).with(events(8, 2, 10)).with(events(10, 1, 10));

        assertThat(events.end()).isEqualTo(10);
        assertThat(events.next(7).orElseThrow().place()).isEqualTo(8);
        assertThat(events.next(9).orElseThrow().place()).isEqualTo(10);
        assertThat(events.next(10)).isEmpty();
    }

    @Test
    void areSoManyAtMost() {
        RecentEvents events = RecentEvents.none(0).with(events(1, 1_500, 1)).with(events(1_501, 1_500, 1));

        assertThat(events.events()).hasSize(RecentEvents.MOST);
        assertThat(events.end()).isEqualTo(3_000);
        assertThat(events.reachBackTo(1_000)).isTrue();
        assertThat(events.reachBackTo(999)).isFalse();
        assertThat(events.reachBackTo(3_000)).isTrue();
        assertThat(events.reachBackTo(3_001)).isFalse();
        assertThat(events.next(1_000).orElseThrow().place()).isEqualTo(1_001);
    }

    @Test
    void takeSoMuchMemoryAtMost() {
        RecentEvents events = RecentEvents.none(0).with(events(1, 20, 1 << 20));

        assertThat(events.events()).hasSize(8);
        assertThat(events.end()).isEqualTo(20);
        assertThat(RecentEvents.none(0).with(events(1, 1, 9 << 20)).end()).isEqualTo(1);
    }
}
