package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// What an instance of [WholeInstanceTest] sees of Amazon beside the `aws` command: by HTTP the metadata of EC2, by HTTPS
/// two container registries to pull from, CloudWatch Logs and the certificates of RDS's authorities. It runs in a
/// container under their names, with nothing but this class and the JDK.
///
/// The file `/tmp/terminated` makes the instance one that is to go; the file `/tmp/log-streams` gets the stream's name
/// for each batch of lines.
final class AmazonEndpoints {

    private static final Path CERTIFICATES = Path.of("/certificates");
    private static final Path REGISTRY = Path.of("/registry");
    private static final Path TERMINATED = Path.of("/tmp/terminated");
    private static final Path LOG_STREAMS = Path.of("/tmp/log-streams");
    private static final String TOKEN = "token-of-the-instance";
    private static final String LOG_IN = "Basic "
            + Base64.getEncoder().encodeToString("AWS:password-of-the-registry".getBytes(UTF_8));
    private static final Pattern IMAGE = Pattern
            .compile("\"digest\":\"(sha256:\\w+)\".*?\"io.containerd.image.name\":\"([^\"]+)\"");
    private static final Pattern MEDIA_TYPE = Pattern.compile("\"mediaType\":\"([^\"]+)\"");
    private static final Pattern LOG_STREAM = Pattern.compile("\"logStreamName\":\"([^\"]+)\"");

    private AmazonEndpoints() {}

    private record Answer(int status, String type, String text) {

        private static final Answer MISSING = new Answer(404, "text/plain", "");

        private static Answer text(String text) {
            return new Answer(200, "text/plain", text);
        }
    }

    @FunctionalInterface
    private interface Answers {
        Answer to(HttpExchange exchange) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer metadata = HttpServer.create(new InetSocketAddress(80), 0);
        start(metadata, "/", answering(AmazonEndpoints::metadata));
        HttpsServer others = HttpsServer.create(new InetSocketAddress(443), 0);
        others.setHttpsConfigurator(new HttpsConfigurator(certificate()));
        others.createContext("/v2/", AmazonEndpoints::registry);
        start(others, "/", answering(exchange -> host(exchange).startsWith("logs.")
                ? logs(exchange)
                : certificates(exchange)));
    }

    private static void start(HttpServer server, String path, HttpHandler handler) {
        server.createContext(path, handler);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private static SSLContext certificate() throws Exception {
        char[] password = "certificates".toCharArray();
        KeyStore store = KeyStore.getInstance(CERTIFICATES.resolve("server.p12").toFile(), password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /// As version 2 of the instance metadata service: nothing without a token. The credentials are made up.
    private static Answer metadata(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/latest/api/token")) {
            exchange.getResponseHeaders().set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
            return exchange.getRequestMethod().equals("PUT") ? Answer.text(TOKEN) : Answer.MISSING;
        }
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
            return new Answer(401, "text/plain", "");
        }
        return switch (path) {
            case "/latest/meta-data/instance-id" -> Answer.text("i-0123456789abcdef0");
            case "/latest/meta-data/autoscaling/target-lifecycle-state" ->
                Answer.text(Files.exists(TERMINATED) ? "Terminated" : "InService");
            case "/latest/meta-data/iam/security-credentials/" -> Answer.text("image-portal");
            case "/latest/meta-data/iam/security-credentials/image-portal" -> Answer.text("""
                    {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "AKIAEXAMPLE", "SecretAccessKey": "none",
                     "Token": "none", "LastUpdated": "2026-01-01T00:00:00Z", "Expiration": "2099-01-01T00:00:00Z"}""");
            default -> Answer.MISSING;
        };
    }

    private static Answer certificates(HttpExchange exchange) throws IOException {
        return exchange.getRequestURI().getPath().equals("/eu-west-1/eu-west-1-bundle.pem")
                ? Answer.text(Files.readString(CERTIFICATES.resolve("authority.pem")))
                : Answer.MISSING;
    }

    private static Answer logs(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String call = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (call.endsWith(".PutLogEvents")) {
            Matcher stream = LOG_STREAM.matcher(body);
            Files.writeString(LOG_STREAMS, (stream.find() ? stream.group(1) : "?") + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return new Answer(200, "application/x-amz-json-1.1", "{}");
    }

    /// The part of a registry that a pull needs, over what `docker save` wrote. ECR's wants a log-in, the public one none.
    private static void registry(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean open = host(exchange).startsWith("public.");
            if (!open && !LOG_IN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"" + host(exchange) + "\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            Matcher path = Pattern.compile("/v2/(.+)/(manifests|blobs)/(.+)")
                    .matcher(exchange.getRequestURI().getPath());
            if (!path.matches()) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            String name = open ? "image-portal/instance-tools:latest" : path.group(1) + ":" + path.group(3);
            String digest = path.group(3).startsWith("sha256:") ? path.group(3) : digest(name);
            Path blob = REGISTRY.resolve("blobs/" + digest.replace(':', '/'));
            if (!Files.exists(blob)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            boolean manifest = path.group(2).equals("manifests");
            send(exchange, blob, digest, manifest ? mediaType(blob) : "application/octet-stream");
        }
    }

    private static void send(HttpExchange exchange, Path blob, String digest, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(Files.size(blob)));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, Files.size(blob));
        try (InputStream in = Files.newInputStream(blob); OutputStream out = exchange.getResponseBody()) {
            in.transferTo(out);
        }
    }

    private static String digest(String image) throws IOException {
        return IMAGE.matcher(Files.readString(REGISTRY.resolve("index.json")))
                .results()
                .filter(found -> found.group(2).endsWith("/" + image))
                .map(found -> found.group(1))
                .findFirst()
                .orElse("none");
    }

    private static String mediaType(Path manifest) throws IOException {
        Matcher type = MEDIA_TYPE.matcher(Files.readString(manifest));
        return type.find() ? type.group(1) : "application/json";
    }

    private static String host(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Host");
    }

    private static HttpHandler answering(Answers answers) {
        return exchange -> {
            try (exchange) {
                Answer answer = answers.to(exchange);
                byte[] body = answer.text().getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        };
    }
}
