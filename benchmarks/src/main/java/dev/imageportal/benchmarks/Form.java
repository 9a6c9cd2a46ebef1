package dev.imageportal.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/// An upload as a browser sends it.
record Form(String contentType, byte[] body) {

    static Form of(byte[] picture, String caption) {
        String boundary = "bench-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream(picture.length + 1024);
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\n" + caption
                + "\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"picture.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n").getBytes(UTF_8));
        body.writeBytes(picture);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return new Form("multipart/form-data; boundary=" + boundary, body.toByteArray());
    }
}
