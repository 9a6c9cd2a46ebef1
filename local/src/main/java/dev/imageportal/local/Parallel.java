package dev.imageportal.local;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The same task for several things at once.
final class Parallel {

    private Parallel() {}

    /// Returns when all tasks are done.
    ///
    /// @throws RuntimeException the first task's that failed
    static <T> void run(Collection<T> things, Consumer<T> task) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(things.stream()
                    .map(thing -> CompletableFuture.runAsync(() -> task.accept(thing), executor))
                    .toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
