package dev.imageportal.benchmarks;

/// Something that the portal is measured at.
interface Scenario {

    /// One word, as on the command line and in the marks of docs/benchmarks.md.
    String name();

    Section measure(Stage stage) throws Exception;
}
