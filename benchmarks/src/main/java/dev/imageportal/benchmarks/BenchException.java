package dev.imageportal.benchmarks;

/// A benchmark cannot go on; the message says why, for the person at the terminal.
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
