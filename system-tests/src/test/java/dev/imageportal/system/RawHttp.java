package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;

/// Requests just as they are written: no client mends their paths.
final class RawHttp {

    private RawHttp() {}

    static int status(URI origin, String method, String path) {
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + origin.getAuthority()
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            String line = answer.readLine();
            if (line == null) {
                throw new AssertionError("no answer to " + method + " " + path);
            }
            return Integer.parseInt(line.split(" ", -1)[1]);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }
}
