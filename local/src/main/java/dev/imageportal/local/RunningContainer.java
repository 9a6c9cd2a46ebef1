package dev.imageportal.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A container from one start to the next stop. What it says goes to its part's log file.
final class RunningContainer implements Running {

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final DockerClient docker;
    private final String id;
    private final String part;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch logged = new CountDownLatch(1);

    /// @param since what it said before is in the log already
    RunningContainer(DockerClient docker, String id, String part, LogFile log, Instant since) {
        this.docker = docker;
        this.id = id;
        this.part = part;
        docker.waitContainerCmd(id).exec(new End());
        docker.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .withSince((int) since.getEpochSecond())
                .exec(new Lines(log));
    }

    @Override
    public String part() {
        return part;
    }

    @Override
    public boolean alive() {
        return ended.getCount() > 0;
    }

    @Override
    public void stop(Duration grace) {
        Docker.unlessDone(() -> docker.stopContainerCmd(id).withTimeout((int) grace.toSeconds()).exec());
        awaitEnd();
    }

    @Override
    public void kill() {
        Docker.unlessDone(() -> docker.killContainerCmd(id).exec());
        awaitEnd();
    }

    @Override
    public void suspend() {
        docker.pauseContainerCmd(id).exec();
    }

    @Override
    public void resume() {
        docker.unpauseContainerCmd(id).exec();
    }

    private void awaitEnd() {
        try {
            if (!ended.await(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LocalException("Container " + id + " of " + part + " does not end");
            }
            logged.await(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Of the container, or of what can be known of it.
    private final class End extends ResultCallback.Adapter<WaitResponse> {

        @Override
        public void onNext(WaitResponse response) {
            ended.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            ended.countDown();
            super.onError(failure);
        }

        @Override
        public void onComplete() {
            ended.countDown();
            super.onComplete();
        }
    }

    private final class Lines extends ResultCallback.Adapter<Frame> {

        private final OutputStream file;

        Lines(LogFile log) {
            try {
                this.file = Files.newOutputStream(log.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new LocalException(log.file() + " cannot be written: " + e.getMessage(), e);
            }
        }

        @Override
        public void onNext(Frame frame) {
            try {
                file.write(frame.getPayload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try (file) {
                super.close();
            } finally {
                logged.countDown();
            }
        }
    }
}
