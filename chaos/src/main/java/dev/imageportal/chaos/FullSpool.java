package dev.imageportal.chaos;

import dev.imageportal.local.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The disk that uploads lie on while they are read is full, and then is not.
record FullSpool() implements Fault {

    private static final int PEOPLE = 6;
    private static final int UPLOADERS = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String SIZE = "8m";

    @Override
    public String name() {
        return "full-spool";
    }

    @Override
    public Outcome run(Scene scene) {
        Path disk = scene.portal().data().data("small-disk");
        try {
            Files.createDirectories(disk);
            if (!Programs.succeeds("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString())) {
                return Outcome.skipped(name(), "only root can mount a small disk");
            }
            try {
                scene.restart(Service.IMAGE, Map.of("PORTAL_IMAGE_SPOOL_DIRECTORY", disk.toString()));
                return run(scene, disk.resolve("filler"));
            } finally {
                scene.restart(Service.IMAGE, Map.of());
                Programs.succeeds("umount", disk.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(Scene scene, Path filler) throws IOException {
        Trial trial = new Trial(name(), scene);
        List<Person> people = scene.people(PEOPLE + 1);
        try (Load load = Load.begin(trial, people.subList(0, PEOPLE), UPLOADERS, PAUSE)) {
            Pause.of(Duration.ofSeconds(1));
            fill(filler);
            Pause.of(scene.options().outage());
            Files.delete(filler);
            trial.recovered(new Recovery(trial, people.getLast()).since(System.nanoTime()),
                    scene.options().recovery());
        }
        if (trial.tally().refused(Uploads.UPLOAD) == 0) {
            trial.broke("no upload was refused while the disk was full: was it?");
        }
        trial.allowNoFailure();
        return trial.end();
    }

    private static void fill(Path filler) {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] kilobytes = new byte[4096];
            while (true) {
                out.write(kilobytes);
            }
        } catch (IOException e) {
            // full
        }
    }
}
