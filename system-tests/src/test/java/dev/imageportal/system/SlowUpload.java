package dev.imageportal.system;

import dev.imageportal.local.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;

/// An upload that stands still between its first half and its second one.
final class SlowUpload {

    private final byte[] body;
    private final HttpURLConnection connection;
    private final OutputStream out;

    private SlowUpload(byte[] body, HttpURLConnection connection, OutputStream out) {
        this.body = body;
        this.connection = connection;
        this.out = out;
    }

    /// Sends the first half.
    static SlowUpload begin(URI origin, String accessToken, Form form, String... headers) throws IOException {
        byte[] body = form.body();
        HttpURLConnection connection = (HttpURLConnection) origin.resolve("/api/images").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setConnectTimeout(30_000);
        connection.setReadTimeout(60_000);
        connection.setRequestProperty("Content-Type", form.contentType());
        connection.setRequestProperty("Authorization", "Bearer " + accessToken);
        for (int i = 0; i < headers.length; i += 2) {
            connection.setRequestProperty(headers[i], headers[i + 1]);
        }
        OutputStream out = connection.getOutputStream();
        out.write(Arrays.copyOf(body, body.length / 2));
        out.flush();
        return new SlowUpload(body, connection, out);
    }

    /// Sends the rest.
    ///
    /// @return the answer's status
    /// @throws IOException when there is none
    int finish() throws IOException {
        try {
            out.write(body, body.length / 2, body.length - body.length / 2);
            out.close();
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
