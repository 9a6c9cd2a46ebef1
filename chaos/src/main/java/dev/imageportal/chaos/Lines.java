package dev.imageportal.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Many connections to the gateway that are written to by hand.
final class Lines implements AutoCloseable {

    private final URI portal;
    private final List<SocketChannel> open = new ArrayList<>();

    Lines(URI portal) {
        this.portal = portal;
    }

    /// Opens more, until there are so many or the system grants no more.
    ///
    /// @return how many there are
    int open(int count) {
        try {
            while (open.size() < count) {
                SocketChannel line = SocketChannel.open();
                open.add(line);
                line.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), portal.getPort()));
                line.configureBlocking(false);
            }
        } catch (IOException e) {
            // as many as there are
        }
        return open.size();
    }

    /// Writes to one of them.
    ///
    /// @return false when it was closed from the other end
    boolean write(int line, byte[] bytes) {
        try {
            open.get(line).write(ByteBuffer.wrap(bytes));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The status of an answer that has begun to come; empty while none has, 0 when the line is closed without one.
    Optional<Integer> status(int line) {
        ByteBuffer answer = ByteBuffer.allocate(64);
        try {
            int read = open.get(line).read(answer);
            if (read == 0) {
                return Optional.empty();
            }
            String[] words = new String(answer.array(), 0, Math.max(0, read), US_ASCII).split(" ", 3);
            return Optional.of(words.length > 1 && words[1].matches("[0-9]{3}") ? Integer.parseInt(words[1]) : 0);
        } catch (IOException e) {
            return Optional.of(0);
        }
    }

    int size() {
        return open.size();
    }

    /// How many the other end has not closed.
    long alive() {
        return open.stream().filter(line -> {
            try {
                return line.read(ByteBuffer.allocate(1)) >= 0;
            } catch (IOException e) {
                return false;
            }
        }).count();
    }

    @Override
    public void close() {
        for (SocketChannel line : open) {
            try {
                line.close();
            } catch (IOException e) {
                // gone is gone
            }
        }
    }
}
