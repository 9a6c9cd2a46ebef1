package dev.imageportal.defaults;

import dev.imageportal.events.InvalidEventException;
import java.util.List;

/// What a service makes of the events of a topic, in batches.
public interface EventStore<E> {

    /// Applies events so that they last: the topic's offsets move on when this returns.
    ///
    /// Delivery is at least once, so events come again, and come late after others of the same subject.
    /// When this throws, all of the events come again, until it succeeds.
    ///
    /// @param events one subject's in their order of delivery; at most one poll's worth
    /// @throws InvalidEventException when one of them can never be applied, and none was; the caller then finds it by
    ///                               trying parts, and puts it aside
    void apply(List<E> events);
}
