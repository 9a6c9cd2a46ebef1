package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As many readers of the live feed as one thread can be. They speak HTTP/1.0, whose answers are not cut into chunks.
final class ManyReaders implements AutoCloseable {

    private static final Pattern IMAGE = Pattern.compile("event: image-uploaded\ndata: \\{\"id\":\"([^\"]{36})\"");

    private static final class Reader {

        private final StringBuilder text = new StringBuilder();
        private boolean begun;
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final Map<String, List<Long>> arrivals = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final Thread thread;

    ManyReaders(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap("GET /api/feed/live HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Reader());
        }
        thread = Thread.ofPlatform().start(this::read);
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read, 100);
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            // closed
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
                return;
            }
        } catch (IOException e) {
            key.cancel();
            return;
        }
        long now = System.nanoTime();
        Reader reader = (Reader) key.attachment();
        reader.text.append(UTF_8.decode(buffer.flip()));
        if (!reader.begun && reader.text.indexOf("\nid: ") >= 0) {
            reader.begun = true;
            begun.incrementAndGet();
        }
        Matcher images = IMAGE.matcher(reader.text);
        int end = 0;
        while (images.find()) {
            arrivals.computeIfAbsent(images.group(1), id -> new ArrayList<>()).add(now);
            end = images.end();
        }
        // What is left may be the beginning of an event.
        reader.text.delete(0, Math.max(end, reader.text.length() - 200));
    }

    int begun() {
        return begun.get();
    }

    void published(String id) {
        published.put(id, System.nanoTime());
    }

    /// How many have been told of the image.
    int seen(String id) {
        return arrivals.getOrDefault(id, List.of()).size();
    }

    void forget() {
        published.clear();
    }

    /// From each image's publication to each reader.
    List<Duration> delays() {
        return published.entrySet()
                .stream()
                .flatMap(image -> arrivals.getOrDefault(image.getKey(), List.of())
                        .stream()
                        .map(arrival -> Duration.ofNanos(arrival - image.getValue())))
                .toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        thread.join();
    }
}
