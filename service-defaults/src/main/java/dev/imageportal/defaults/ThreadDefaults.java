package dev.imageportal.defaults;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/// A thread that dies of something unforeseen says so in the log; by itself it would print lines that no log reader
/// understands.
@AutoConfiguration
public class ThreadDefaults {

    private static final Logger log = LoggerFactory.getLogger(ThreadDefaults.class);

    ThreadDefaults() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> log.error("The thread '{}' died", thread.getName(), failure));
    }
}
