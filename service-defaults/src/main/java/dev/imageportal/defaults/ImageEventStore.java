package dev.imageportal.defaults;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.InvalidEventException;
import java.util.List;

/// A read model of the image events. A service that declares one as a bean gets the topic's events, in batches.
public interface ImageEventStore {

    /// Applies events so that they last: the topic's offsets move on when this returns.
    ///
    /// Delivery is at least once, so events come again, and come late after others of the same image: versions tell.
    /// When this throws, all of the events come again, until it succeeds.
    ///
    /// @param events one image's in their order of delivery; at most one poll's worth
    /// @throws InvalidEventException when one of them can never be applied, and none was; the caller then finds it by
    ///                               trying parts, and puts it aside
    void apply(List<ImageEvent> events);
}
