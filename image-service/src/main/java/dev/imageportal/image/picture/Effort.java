package dev.imageportal.image.picture;

/// How much time a picture's renditions are worth.
public enum Effort {
    /// Somebody waits: where the best format would take long, another one.
    QUICK,
    /// Nobody waits: the best format in every size.
    BEST
}
