package dev.imageportal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/// A multipart form, right or wrong.
public final class Form {

    private final String boundary = "form-" + UUID.randomUUID();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public static Form of(byte[] file) {
        return new Form().file("picture.bin", file);
    }

    public Form file(String name, byte[] bytes) {
        return part("name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: image/jpeg", bytes);
    }

    public Form caption(String caption) {
        return part("name=\"caption\"", caption.getBytes(UTF_8));
    }

    public Form altText(String text) {
        return part("name=\"altText\"", text.getBytes(UTF_8));
    }

    private Form part(String disposition, byte[] content) {
        write("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
        body.writeBytes(content);
        write("\r\n");
        return this;
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    public byte[] body() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return whole.toByteArray();
    }

    /// As when the sender was cut off.
    public byte[] bodyWithoutEnd() {
        return body.toByteArray();
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(UTF_8));
    }
}
