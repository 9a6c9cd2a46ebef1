package dev.imageportal.defaults;

import dev.imageportal.events.InvalidEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/// Brings the events of one poll into a store together. What can never be applied goes to the dead letters and
/// holds up nothing; any other failure leaves here as an exception, and the whole poll comes again.
class EventConsumer<E> implements BatchMessageListener<byte[], byte[]> {

    private record Received<E>(ConsumerRecord<byte[], byte[]> message, E event) {}

    private record Refused(ConsumerRecord<byte[], byte[]> message, InvalidEventException why) {}

    private final Function<byte[], E> reader;
    private final EventStore<E> store;
    private final DeadLetters deadLetters;

    /// @param reader throws [InvalidEventException] for bytes that are no event
    EventConsumer(Function<byte[], E> reader, EventStore<E> store, DeadLetters deadLetters) {
        this.reader = reader;
        this.store = store;
        this.deadLetters = deadLetters;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> messages) {
        List<Received<E>> readable = new ArrayList<>(messages.size());
        List<Refused> refused = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            try {
                readable.add(new Received<>(message, read(message)));
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
    private void apply(List<Received<E>> received, List<Refused> refused) {
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

    private E read(ConsumerRecord<byte[], byte[]> message) {
        byte[] json = message.value();
        if (json == null) {
            throw new InvalidEventException("the record has no value", null);
        }
        return reader.apply(json);
    }
}
