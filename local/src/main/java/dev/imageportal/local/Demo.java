package dev.imageportal.local;

/// Three users and 24 pictures, made by the program itself.
final class Demo {

    private final RunningPortal portal;
    private final Console console;

    Demo(RunningPortal portal, Console console) {
        this.portal = portal;
        this.console = console;
    }

    /// Adds what is not there yet.
    void fill() {
        console.line("The demo of " + portal.gateway() + " is yet to come");
    }
}
