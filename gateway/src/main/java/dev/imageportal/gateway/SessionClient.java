package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.Problem;
import dev.imageportal.defaults.ProblemException;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sessions as user-service knows them: pairs of tokens, which only the gateway's cookies show to browsers.
@Component
class SessionClient {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Logger log = LoggerFactory.getLogger(SessionClient.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final JsonMapper json = new JsonMapper();
    private final WebClient client;
    private final Duration timeout;

    SessionClient(GatewaySettings settings, HttpClient upstreamClient, ObservationRegistry observations) {
        this.timeout = settings.firstByteTimeout();
        this.client = WebClient.builder()
                .baseUrl(settings.userService().toString())
                .clientConnector(new ReactorClientHttpConnector(upstreamClient))
                .observationRegistry(observations)
                .build();
    }

    /// @param credentials as the browser sent them; user-service checks them
    /// @param keys        the request's idempotency keys, of which user-service wants one at most
    /// @param instance    the path that a problem names
    Mono<SessionAnswer> begin(byte[] credentials, List<String> keys, String instance) {
        return ask("/internal/sessions", credentials, keys, instance);
    }

    Mono<SessionAnswer> refresh(String username, String refreshToken, String instance) {
        byte[] body = json.writeValueAsBytes(Map.of("username", username, "refreshToken", refreshToken));
        return ask("/internal/sessions/refresh", body, List.of(), instance);
    }

    /// Ends with an error when the token may still be good.
    Mono<Void> revoke(String refreshToken) {
        byte[] body = json.writeValueAsBytes(Map.of("refreshToken", refreshToken));
        return post("/internal/sessions/revocation", body, List.of())
                .exchangeToMono(response -> response.releaseBody()
                        .then(response.statusCode().is5xxServerError()
                                ? Mono.<Void>error(unavailable(response.statusCode().toString()))
                                : Mono.empty()))
                .timeout(timeout);
    }

    private Mono<SessionAnswer> ask(String path, byte[] body, List<String> keys, String instance) {
        return post(path, body, keys)
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(answer -> read(response, answer, instance)))
                .timeout(timeout)
                .onErrorMap(e -> !(e instanceof ProblemException), e -> unavailable(e.toString()));
    }

    private WebClient.RequestHeadersSpec<?> post(String path, byte[] body, List<String> keys) {
        return client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> headers.addAll(IDEMPOTENCY_KEY, keys))
                .bodyValue(body);
    }

    private SessionAnswer read(ClientResponse response, byte[] body, String instance) {
        try {
            if (response.statusCode().is2xxSuccessful()) {
                return json.readValue(body, SessionAnswer.Granted.class);
            }
            boolean problem = response.headers().contentType().filter(Problem.MEDIA_TYPE::isCompatibleWith).isPresent();
            if (problem && json.readTree(body) instanceof ObjectNode node) {
                node.put("instance", instance);
                String retryAfter = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
                return new SessionAnswer.Refused(response.statusCode(), text(node), retryAfter);
            }
        } catch (JacksonException e) {
            throw unavailable("an answer that is not understood: " + e.getClass().getSimpleName());
        }
        throw unavailable("answered " + response.statusCode());
    }

    private static byte[] text(JsonNode node) {
        return node.toString().getBytes(UTF_8);
    }

    private static ProblemException unavailable(String reason) {
        log.warn("user-service's sessions: {}", reason);
        return ProblemException.unavailable("Sessions can't be served just now; try again in a few seconds.",
                RETRY_AFTER);
    }
}
