package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// CloudFront's API as its documentation has it, as far as invalidations of one distribution go: what is begun stays
/// under way until a test says otherwise, and there is room for 15 paths with a star.
final class CloudFrontStub implements AutoCloseable {

    static final String DISTRIBUTION = "EDFDVBD6EXAMPLE";

    private static final String PATH = "/2020-05-31/distribution/" + DISTRIBUTION + "/invalidation";
    private static final int ROOM = 15;

    private @Nullable HttpServer server;
    private final int port;

    /// By the callers' references.
    private final Map<String, List<String>> invalidations = new LinkedHashMap<>();
    private final List<String> underWay = new ArrayList<>();
    private int requests;
    private int failures;
    private int lostAnswers;

    CloudFrontStub() throws IOException {
        port = start(0);
    }

    private int start(int wanted) throws IOException {
        HttpServer starting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        starting.createContext("/", this::answer);
        starting.start();
        server = starting;
        return starting.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void goAway() {
        close();
    }

    void comeBack() throws IOException {
        start(port);
    }

    /// The next ones get a `500`.
    synchronized void fail(int times) {
        failures = times;
    }

    /// The next ones are begun, but nobody hears of it.
    synchronized void loseAnswers(int times) {
        lostAnswers = times;
    }

    /// All that is under way is done.
    synchronized void complete() {
        underWay.clear();
    }

    synchronized int requests() {
        return requests;
    }

    /// What was begun with paths of these images, each by the paths that it named.
    synchronized List<List<String>> invalidationsOf(List<String> imageIds) {
        return invalidations.values()
                .stream()
                .filter(paths -> paths.stream().anyMatch(path -> imageIds.stream().anyMatch(path::contains)))
                .toList();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests++;
            if (!exchange.getRequestMethod().equals("POST") || !exchange.getRequestURI().getPath().equals(PATH)) {
                refuse(exchange, 404, "NoSuchDistribution");
            } else if (!String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .matches("AWS4-HMAC-SHA256 Credential=.*/us-east-1/cloudfront/aws4_request.*")) {
                refuse(exchange, 403, "AccessDenied");
            } else if (failures > 0) {
                failures--;
                refuse(exchange, 500, "InternalError");
            } else {
                begin(exchange, parsed(body));
            }
        }
    }

    private void begin(HttpExchange exchange, Document batch) throws IOException {
        String reference = texts(batch, "CallerReference").getFirst();
        List<String> paths = texts(batch, "Path");
        boolean again = paths.equals(invalidations.get(reference));
        if (!texts(batch, "Quantity").equals(List.of(Integer.toString(paths.size())))) {
            refuse(exchange, 400, "InconsistentQuantities");
        } else if (!again && invalidations.containsKey(reference)) {
            refuse(exchange, 400, "InvalidArgument");
        } else if (!again && underWay.size() + paths.size() > ROOM) {
            refuse(exchange, 400, "TooManyInvalidationsInProgress");
        } else {
            if (!again) {
                invalidations.put(reference, paths);
                underWay.addAll(paths);
            }
            if (lostAnswers > 0) {
                lostAnswers--;
                return;
            }
            send(exchange, 201, """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>I%d</Id>\
                    <Status>InProgress</Status><CreateTime>2026-01-01T00:00:00.000Z</CreateTime><InvalidationBatch>\
                    <Paths><Quantity>%d</Quantity></Paths><CallerReference>%s</CallerReference></InvalidationBatch>\
                    </Invalidation>""".formatted(invalidations.size(), paths.size(), reference));
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, """
                <?xml version="1.0"?>
                <ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type>\
                <Code>%s</Code><Message>as the test wants it</Message></Error><RequestId>1</RequestId>\
                </ErrorResponse>""".formatted(code));
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        byte[] bytes = xml.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Document parsed(byte[] xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(e);
        }
    }

    private static List<String> texts(Document document, String element) {
        NodeList found = document.getElementsByTagName(element);
        return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent()).toList();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
