package dev.imageportal.gateway;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The whole API in OpenAPI 3.1: each service describes its part from its code, and so does the gateway. Made at most
/// once a minute; where that fails, the last one that was whole stands.
@Component
class ApiDescription {

    private static final Logger log = LoggerFactory.getLogger(ApiDescription.class);
    private static final int MAX_BYTES = 4 << 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private record Part(String service, JsonNode description) {}

    private final JsonMapper json = new JsonMapper();
    private final Map<String, URI> services = new LinkedHashMap<>();
    private final Mono<ObjectNode> own;
    private final WebClient client;
    private final Duration timeout;
    private final Mono<byte[]> current;
    private volatile byte @Nullable [] lastWhole;

    ApiDescription(OwnDescription own, GatewaySettings settings, HttpClient upstreamClient,
            ObservationRegistry observations) {
        services.put("user-service", settings.userService());
        services.put("image-service", settings.imageService());
        services.put("feed-service", settings.feedService());
        services.put("search-service", settings.searchService());
        this.timeout = settings.firstByteTimeout();
        this.own = Mono.fromCallable(() -> (ObjectNode) json.readTree(own.make()))
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(_ -> false);
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(upstreamClient))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BYTES))
                .observationRegistry(observations)
                .build();
        this.current = Mono.defer(this::merge)
                .doOnNext(whole -> lastWhole = whole)
                .cache(_ -> settings.apiFreshness(), _ -> Duration.ofSeconds(1), () -> Duration.ZERO);
    }

    /// JSON in UTF-8, or a [ProblemException] while there was never a whole one.
    Mono<byte[]> json() {
        return current.onErrorResume(failure -> {
            byte[] last = lastWhole;
            return last == null ? Mono.error(problem(failure)) : Mono.just(last);
        });
    }

    private Mono<byte[]> merge() {
        return own
                .flatMap(gateway -> Flux.fromIterable(services.entrySet())
                        .flatMapSequential(service -> part(service.getKey(), service.getValue()))
                        .reduce(new ApiMerge(gateway), (merge, part) -> merge.with(part.service, part.description)))
                .map(merge -> json.writeValueAsBytes(merge.finished()))
                .doOnError(failure -> {
                    if (failure instanceof ApiMerge.Conflict) {
                        log.error("The services' descriptions don't fit together: {}", failure.getMessage());
                    } else {
                        log.warn("The API can't be described: {}", failure.toString());
                    }
                });
    }

    private Mono<Part> part(String service, URI url) {
        return client.get()
                .uri(url.resolve("/internal/openapi.json"))
                .retrieve()
                .bodyToMono(byte[].class)
                .timeout(timeout)
                .map(body -> new Part(service, json.readTree(body)));
    }

    private static ProblemException problem(Throwable failure) {
        return failure instanceof ApiMerge.Conflict
                ? ProblemException.of(HttpStatus.INTERNAL_SERVER_ERROR, "api-conflict",
                        "The services' descriptions don't fit together: " + failure.getMessage())
                : ProblemException.unavailable(
                        "Not all services can describe themselves just now; try again in a few seconds.", RETRY_AFTER);
    }
}
