package dev.imageportal.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// Sees to it that nothing is started when a port is taken.
final class PortCheck {

    private PortCheck() {}

    /// @throws LocalException with a line for each port that is taken
    static void allFree(Ports ports) {
        List<String> taken = ports.named()
                .entrySet()
                .stream()
                .filter(entry -> taken(entry.getValue()))
                .map(entry -> "Port " + entry.getValue() + " is taken: stop what listens there, or set "
                        + entry.getKey() + " to another port")
                .toList();
        if (!taken.isEmpty()) {
            throw new LocalException(String.join("\n", taken));
        }
    }

    private static boolean taken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
