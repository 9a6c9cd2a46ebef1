package dev.imageportal.defaults;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.InvalidEventException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/// Brings the image events of one poll into a store together. What can never be applied goes to the dead letters and
/// holds up nothing; any other failure leaves here as an exception, and the whole poll comes again.
class ImageEventConsumer implements BatchMessageListener<byte[], byte[]> {

    private record Received(ConsumerRecord<byte[], byte[]> message, ImageEvent event) {}

    private record Refused(ConsumerRecord<byte[], byte[]> message, InvalidEventException why) {}

    private final ImageEventStore store;
    private final DeadLetters deadLetters;

    ImageEventConsumer(ImageEventStore store, DeadLetters deadLetters) {
        this.store = store;
        this.deadLetters = deadLetters;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> messages) {
        List<Received> readable = new ArrayList<>(messages.size());
        List<Refused> refused = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            try {
                readable.add(new Received(message, read(message)));
            } catch (InvalidEventException e) {
                refused.add(new Refused(message, e));
            }
        }
        if (!readable.isEmpty()) {
            apply(readable, refused);
        }
        // Last, as a store that is away makes the poll come again and again, and its dead letters with it.
        refused.forEach(letter -> deadLetters.put(letter.message(), letter.why()));
    }

    /// Halves what the store refuses until the refused event stands alone: few tries, however large the poll.
    private void apply(List<Received> received, List<Refused> refused) {
        try {
            store.apply(received.stream().map(Received::event).toList());
        } catch (InvalidEventException e) {
            if (received.size() == 1) {
                refused.add(new Refused(received.getFirst().message(), e));
                return;
            }
            int middle = received.size() / 2;
            apply(received.subList(0, middle), refused);
            apply(received.subList(middle, received.size()), refused);
        }
    }

    private static ImageEvent read(ConsumerRecord<byte[], byte[]> message) {
        byte[] json = message.value();
        if (json == null) {
            throw new InvalidEventException("the record has no value", null);
        }
        return ImageEventJson.read(json);
    }
}
