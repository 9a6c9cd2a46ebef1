package dev.imageportal.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// S3Proxy over a folder, with the portal's bucket.
final class ObjectStoreServer implements Server {

    private static final int HEAP_MEGABYTES = 128;
    /// The quick compiler does not know the processor's instructions for SHA-256 and MD5, and every byte of a picture
    /// goes through both: without them they are half of what storing a picture costs.
    private static final String ALL_COMPILERS = "-XX:TieredStopAtLevel=4";

    private final JavaCommand java;
    private final DataFolder data;
    private final int port;

    ObjectStoreServer(JavaCommand java, DataFolder data, int port) {
        this.java = java;
        this.data = data;
        this.port = port;
    }

    static String endpoint(int port) {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void prepare(Consumer<Running> owner) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(properties(), """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(endpoint(port), Bucket.ACCESS_KEY, data.password(), folder()));
    }

    @Override
    public Running launch(Consumer<Running> owner) {
        return ChildProcess.start(new ChildProcess.Command("object-store", folder(),
                java.component(HEAP_MEGABYTES,
                        List.of("-Dlogback.configurationFile=component-logback.xml", ALL_COMPILERS),
                        "org.gaul.s3proxy.Main", List.of("--properties", properties().toString())),
                Map.of(), null), data, owner);
    }

    @Override
    public void probe() {
        new Bucket(URI.create(endpoint(port)), Bucket.NAME, Bucket.ACCESS_KEY, data.password()).makeWhereAbsent();
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(3);
    }

    private Path folder() {
        return data.data("object-store");
    }

    private Path properties() {
        return data.run().resolve("object-store.properties");
    }
}
