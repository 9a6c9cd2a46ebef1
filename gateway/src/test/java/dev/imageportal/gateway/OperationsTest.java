package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/// What operators and load balancers ask.
class OperationsTest extends GatewayFixture {

    @Autowired
    private ApplicationContext context;

    @Test
    void tellsLoadBalancersWhetherItTakesTraffic() {
        HttpResponse<String> up = send(request("/healthz"));
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(json.readTree(up.body())).isEqualTo(json.readTree("{\"status\": \"up\"}"));

        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertProblem(send(request("/healthz")), 503, "/problems/unavailable", "/healthz");
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void keepsProbesAndMetricsOnItsManagementPort() {
        for (String path : new String[]{"liveness", "readiness"}) {
            assertThat(send(management("/actuator/health/" + path)).body()).contains("UP");
        }
        assertThat(send(management("/actuator/prometheus")).body()).contains("jvm_memory_used_bytes");
        assertThat(send(management("/api/users/ada")).statusCode()).isEqualTo(404);
    }
}
