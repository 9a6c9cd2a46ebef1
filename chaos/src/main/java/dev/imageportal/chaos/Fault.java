package dev.imageportal.chaos;

/// One thing that goes wrong, and what the portal promises meanwhile and afterwards.
interface Fault {

    /// In the command and in the table, such as `kafka-gone`.
    String name();

    /// Lets it happen to a sound portal and leaves a sound one.
    Outcome run(Scene scene);
}
