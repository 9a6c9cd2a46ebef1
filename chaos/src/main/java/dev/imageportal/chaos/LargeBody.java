package dev.imageportal.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;

/// Bodies of 1 GB, with and without a length, where a picture is awaited and where a few words are: refused early.
record LargeBody() implements Fault {

    private static final long BYTES = 1L << 30;
    private static final int CHUNK = 1 << 16;

    @Override
    public String name() {
        return "large-body";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        Others others = Others.of(trial);
        String token = others.people().getFirst().token();
        others.during(() -> {
            long start = System.nanoTime();
            int sent = 0;
            do {
                for (String path : List.of("/api/images", "/api/tokens")) {
                    for (boolean length : List.of(true, false)) {
                        String type = path.equals("/api/images") ? "multipart/form-data; boundary=b"
                                : "application/json";
                        check(trial, path + (length ? "" : " in chunks"),
                                scene.client().post(path, token, type, body(path, length)));
                        sent++;
                    }
                }
            } while (Pause.since(start).compareTo(scene.options().outage()) < 0);
            trial.note(sent + " bodies");
        });
        return trial.end();
    }

    /// A closed line is an answer too, when it comes while the client still sends.
    private static void check(Trial trial, String request, Reply reply) {
        if (reply.status() != 413 && reply.status() != 0 && reply.status() != 400) {
            trial.broke("1 GB to " + request + " got " + reply);
        }
    }

    private static BodyPublisher body(String path, boolean length) {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) ' ');
        byte[] first = chunk.clone();
        byte[] begin = path.equals("/api/images")
                ? "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
                        .getBytes(US_ASCII)
                : new byte[0];
        System.arraycopy(begin, 0, first, 0, begin.length);
        int chunks = (int) (BYTES / CHUNK);
        Iterable<byte[]> all = () -> {
            Iterator<byte[]> rest = Collections.nCopies(chunks - 1, chunk).iterator();
            return new Iterator<>() {
                private boolean begun;

                @Override
                public boolean hasNext() {
                    return !begun || rest.hasNext();
                }

                @Override
                public byte[] next() {
                    if (begun) {
                        return rest.next();
                    }
                    begun = true;
                    return first;
                }
            };
        };
        BodyPublisher stream = BodyPublishers.ofByteArrays(all);
        return length ? BodyPublishers.fromPublisher((Flow.Publisher<ByteBuffer>) stream, BYTES) : stream;
    }
}
