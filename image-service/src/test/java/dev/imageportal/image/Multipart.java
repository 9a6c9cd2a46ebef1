package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/// A multipart body, written part by part as a test wants it.
final class Multipart {

    private final String boundary = "boundary-" + UUID.randomUUID();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    static Multipart of(String fileName, byte[] file) {
        return new Multipart().file(fileName, file);
    }

    Multipart file(String fileName, byte[] bytes) {
        return part("Content-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream", bytes);
    }

    Multipart text(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(UTF_8));
    }

    Multipart part(String headers, byte[] bytes) {
        body.writeBytes(("--" + boundary + "\r\n" + headers + "\r\n\r\n").getBytes(UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(ISO_8859_1));
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] unfinished() {
        return body.toByteArray();
    }

    byte[] body() {
        var finished = new ByteArrayOutputStream();
        finished.writeBytes(body.toByteArray());
        finished.writeBytes(("--" + boundary + "--\r\n").getBytes(ISO_8859_1));
        return finished.toByteArray();
    }
}
