package dev.imageportal.system;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CONSUMER;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_PRODUCER;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import dev.imageportal.system.TraceCollector.Work;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What belongs together is one trace, through whichever services it goes.
class TracingIT extends SystemTest {

    private final TraceCollector traces = ThePortal.traces();

    /// Another one sends its traces elsewhere.
    @BeforeEach
    void onlyTheTestsOwn() {
        portal();
    }

    @Test
    void anUploadIsOneTraceUpToFeedAndSearch() {
        Person person = newPerson();
        Form form = Form.of(Pictures.jpeg(60, 40));
        String strangers = "4bf92f3577b34da6a3ce929d0e0e4736";

        Answer answer = client().send("POST", "/api/images", form.body(), "Content-Type", form.contentType(),
                "Authorization", "Bearer " + person.accessToken(), "traceparent",
                "00-" + strangers + "-00f067aa0ba902b7-00");

        assertThat(answer.status()).isEqualTo(201);
        String id = answer.as(Image.class).id();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(traces.all(work -> work.key().equals(id))).extracting(Work::service)
                        .contains("image-service", "feed-service", "search-service"));
        Work published = only(traces.all(work -> work.key().equals(id)), "image-service", SPAN_KIND_PRODUCER);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(traces.trace(published.traceId()))
                        .anyMatch(work -> work.isOf("gateway", SPAN_KIND_SERVER)));
        List<Work> trace = traces.trace(published.traceId());
        Work atTheDoor = only(trace, "gateway", SPAN_KIND_SERVER);
        Work passedOn = only(trace, "gateway", SPAN_KIND_CLIENT);
        Work accepted = only(trace, "image-service", SPAN_KIND_SERVER);

        assertThat(atTheDoor.parentId()).isEmpty();
        assertThat(atTheDoor.traceId()).isNotEqualTo(strangers);
        assertThat(passedOn.isIn(atTheDoor)).as("%s in %s", passedOn, atTheDoor).isTrue();
        assertThat(accepted.isIn(passedOn)).as("%s in %s", accepted, passedOn).isTrue();
        assertThat(published.isIn(accepted)).as("%s in %s", published, accepted).isTrue();
        assertThat(List.of("feed-service", "search-service"))
                .allSatisfy(reader -> assertThat(only(trace, reader, SPAN_KIND_CONSUMER).isIn(published)).isTrue());
        assertThat(traces.trace(strangers)).isEmpty();
    }

    @Test
    void displayNamesAreAskedForInTheTraceOfTheRequest() {
        Person person = newPerson();
        person.upload(client(), Form.of(Pictures.jpeg(60, 40)));

        awaitPassedOn("http get /internal/users/display-names", "image-service");
    }

    @Test
    void aSessionBeginsInTheTraceOfItsRequest() {
        Person person = newPerson();

        Answer session = client().post("/api/session",
                Map.of("username", person.username(), "password", person.password()));

        assertThat(session.status()).isEqualTo(200);
        awaitPassedOn("http post /internal/sessions", "gateway");
    }

    /// Waits until user-service was asked by the other service, in a trace that began at the gateway.
    private void awaitPassedOn(String name, String by) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(traces.all(work -> work.isOf("user-service", SPAN_KIND_SERVER)))
                        .anyMatch(asked -> {
                            List<Work> trace = traces.trace(asked.traceId());
                            return asked.name().equals(name)
                                    && trace.stream().anyMatch(work -> work.service().equals(by) && asked.isIn(work))
                                    && trace.stream().anyMatch(work -> work.isOf("gateway", SPAN_KIND_SERVER));
                        }));
    }

    private static Work only(List<Work> works, String service, SpanKind kind) {
        List<Work> found = works.stream().filter(work -> work.isOf(service, kind)).toList();
        assertThat(found).as("%s of %s in %s", kind, service, works).hasSize(1);
        return found.getFirst();
    }
}
