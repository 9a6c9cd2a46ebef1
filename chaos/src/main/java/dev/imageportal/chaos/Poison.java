package dev.imageportal.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Records among the events that nobody can read: each consumer puts them aside and goes on.
record Poison() implements Fault {

    private static final List<String> BROKEN = List.of("", "{", "[]", "null", "\0\0\0", "{\"type\":\"image-uploaded\"}",
            "{\"type\":\"image-uploaded\",\"image\":{\"id\":7}}", "not JSON at all", "\"\u00fc".repeat(2_000));
    private static final int EACH = 4;
    private static final int CONSUMERS = 2;

    @Override
    public String name() {
        return "poison";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        Person person = scene.people(1).getFirst();
        Random random = scene.random(name());
        Uploads uploads = new Uploads(trial, person, random);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String broken : BROKEN) {
            for (int i = 0; i < EACH; i++) {
                String key = new UUID(random.nextLong(), random.nextLong()).toString();
                records.add(new ProducerRecord<>(Topics.IMAGE_EVENTS, key.getBytes(UTF_8), broken.getBytes(UTF_8)));
            }
            uploads.upload(Picture.small(random));
            new Records(scene.holdings()).publish(records.subList(records.size() - EACH, records.size()));
        }
        long poisoned = System.nanoTime();
        trial.expectDeadLetters((long) records.size() * CONSUMERS);
        trial.recovered(new Recovery(trial, person).since(poisoned), scene.options().recovery());
        trial.allowNoFailure();
        trial.note(records.size() + " broken records");
        return trial.end();
    }
}
