package dev.imageportal.defaults;

import dev.imageportal.events.InvalidEventException;
import io.micrometer.tracing.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/// Brings the events of one poll into a store together. What can never be applied goes to the dead letters and
/// holds up nothing; any other failure leaves here as an exception, and the whole poll comes again.
class EventConsumer<E> implements BatchMessageListener<byte[], byte[]> {

    /// @param span of this event's own trace: a poll brings events of many
    private record Message(ConsumerRecord<byte[], byte[]> received, Span span) {}

    private record Readable<E>(Message message, E event) {}

    private record Refused(Message message, InvalidEventException why) {}

    private final Function<byte[], E> reader;
    private final EventStore<E> store;
    private final DeadLetters deadLetters;
    private final EventTraces traces;

    /// @param reader throws [InvalidEventException] for bytes that are no event
    EventConsumer(Function<byte[], E> reader, EventStore<E> store, DeadLetters deadLetters, EventTraces traces) {
        this.reader = reader;
        this.store = store;
        this.deadLetters = deadLetters;
        this.traces = traces;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> received) {
        List<Message> messages = received.stream().map(each -> new Message(each, traces.begin(each))).toList();
        try {
            take(messages);
        } catch (RuntimeException e) {
            messages.forEach(message -> message.span().error(e));
            throw e;
        } finally {
            messages.forEach(message -> message.span().end());
        }
    }

    private void take(List<Message> messages) {
        List<Readable<E>> readable = new ArrayList<>(messages.size());
        List<Refused> refused = new ArrayList<>();
        for (Message message : messages) {
            try {
                readable.add(new Readable<>(message, read(message.received())));
            } catch (InvalidEventException e) {
                refused.add(new Refused(message, e));
            }
        }
        if (!readable.isEmpty()) {
            apply(readable, refused);
        }
        // Last, as a store that is away makes the poll come again and again, and its dead letters with it.
        refused.forEach(this::putAside);
    }

    private void putAside(Refused letter) {
        letter.message().span().error(letter.why());
        try (var _ = traces.in(letter.message().span())) {
            deadLetters.put(letter.message().received(), letter.why());
        }
    }

    /// Halves what the store refuses until the refused event stands alone: few tries, however large the poll.
    private void apply(List<Readable<E>> readable, List<Refused> refused) {
        try {
            store.apply(readable.stream().map(Readable::event).toList());
        } catch (InvalidEventException e) {
            if (readable.size() == 1) {
                refused.add(new Refused(readable.getFirst().message(), e));
                return;
            }
            int middle = readable.size() / 2;
            apply(readable.subList(0, middle), refused);
            apply(readable.subList(middle, readable.size()), refused);
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
