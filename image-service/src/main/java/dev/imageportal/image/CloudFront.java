package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// The one call of CloudFront's API that the portal makes:
/// [CreateInvalidation](https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html).
final class CloudFront {

    private static final String REFUSED_FOR_NOW = "<Code>TooManyInvalidationsInProgress</Code>";
    private static final int SHOWN = 300;
    /// What the HTTP client sets itself.
    private static final Set<String> OF_THE_CLIENT = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        OF_THE_CLIENT.addAll(List.of("Host", "Content-Length"));
    }

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpClient http;
    private final AwsCredentialsProvider credentials;
    private final CloudFrontSettings settings;

    CloudFront(AwsCredentialsProvider credentials, CloudFrontSettings settings) {
        this.credentials = credentials;
        this.settings = settings;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.callTimeout())
                .build();
    }

    /// What CloudFront made of a request.
    sealed interface Answer {

        /// It is at it, or was already: the same reference with the same paths is one invalidation.
        record Accepted() implements Answer {}

        /// So many are under way that there is no room for this one.
        record Busy() implements Answer {}

        record Failed(String why) implements Answer {}
    }

    /// @param reference the caller's name for it
    Answer invalidate(String reference, List<String> paths) {
        try {
            HttpResponse<String> response = http.send(signed(xml(reference, paths)), BodyHandlers.ofString());
            if (response.statusCode() == 201) {
                return new Answer.Accepted();
            }
            String body = response.body();
            return body.contains(REFUSED_FOR_NOW)
                    ? new Answer.Busy()
                    : new Answer.Failed(
                            response.statusCode() + " " + body.substring(0, Math.min(SHOWN, body.length())));
        } catch (IOException | SdkException e) {
            return new Answer.Failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("interrupted");
        }
    }

    private HttpRequest signed(byte[] body) {
        URI uri = settings.endpoint().resolve("/2020-05-31/distribution/" + settings.distribution() + "/invalidation");
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .putHeader("Content-Type", "text/xml")
                .build();
        SdkHttpRequest signed = signer
                .sign(request -> request.identity(credentials.resolveCredentials())
                        .request(plain)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cloudfront")
                        // where CloudFront, which is everywhere, has its API
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(settings.callTimeout())
                .POST(BodyPublishers.ofByteArray(body));
        signed.forEachHeader((name, values) -> {
            if (!OF_THE_CLIENT.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    /// Neither references nor paths have anything in them that XML gives a meaning to.
    private static byte[] xml(String reference, List<String> paths) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><CallerReference>%s\
                </CallerReference><Paths><Items>%s</Items><Quantity>%d</Quantity></Paths></InvalidationBatch>"""
                .formatted(reference, paths.stream()
                        .map(path -> "<Path>" + path + "</Path>")
                        .collect(Collectors.joining()), paths.size())
                .getBytes(UTF_8);
    }
}
