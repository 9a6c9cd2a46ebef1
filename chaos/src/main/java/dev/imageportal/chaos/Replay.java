package dev.imageportal.chaos;

import dev.imageportal.chaos.Ledger.Accepted;
import dev.imageportal.events.ImageEventJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The whole topic once more, each record many times and all in disorder: feed and search stay as they are.
record Replay() implements Fault {

    private static final int PICTURES = 30;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        Person person = scene.people(1).getFirst();
        Random random = scene.random(name());
        picturesWithAPast(trial, person, random);
        Recovery recovery = new Recovery(trial, scene.people(1).getFirst());
        recovery.since(System.nanoTime());

        Records topic = new Records(scene.holdings());
        Map<String, String> before = scene.holdings().feed();
        List<ProducerRecord<byte[], byte[]>> records = topic.all();
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
        for (int copy = 0; copy < scene.options().copies(); copy++) {
            copies.addAll(records);
        }
        Collections.shuffle(copies, random);
        trial.expectDeadLetters(2L * copies.stream().filter(Replay::broken).count());
        topic.publish(copies);
        long replayed = System.nanoTime();
        // a picture for each partition, and more: behind the copies, so those are done when these show
        Uploads uploads = new Uploads(trial, person, random);
        for (int i = 0; i < PICTURES; i++) {
            uploads.upload(Picture.small(random));
        }
        trial.recovered(recovery.since(replayed), scene.options().recovery().multipliedBy(4));
        trial.allowNoFailure();
        trial.note(copies.size() + " records");
        Outcome outcome = trial.end();
        Map<String, String> after = scene.holdings().feed();
        long changed = before.entrySet()
                .stream()
                .filter(row -> !row.getValue().equals(after.get(row.getKey())))
                .count();
        return changed == 0 ? outcome : outcome.andBroken(changed + " pictures in the feed are not as they were");
    }

    private static boolean broken(ProducerRecord<byte[], byte[]> record) {
        try {
            ImageEventJson.read(record.value());
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    /// Some are changed, some are deleted.
    private static void picturesWithAPast(Trial trial, Person person, Random random) {
        Uploads uploads = new Uploads(trial, person, random);
        for (int i = 0; i < PICTURES; i++) {
            Accepted image = uploads.upload(Picture.small(random));
            if (image != null && i % 3 == 1) {
                trial.tally()
                        .note("PATCH /api/images/{id}", trial.scene()
                                .client()
                                .patch("/api/images/" + image.id(), person.token(), Map.of("caption", "Changed " + i)));
            } else if (image != null && i % 3 == 2 && trial.tally()
                    .note("DELETE /api/images/{id}",
                            trial.scene().client().delete("/api/images/" + image.id(), person.token()))
                    .succeeded()) {
                trial.ledger().deleted(image);
            }
        }
    }
}
