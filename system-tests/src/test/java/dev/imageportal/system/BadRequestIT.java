package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.system.PortalClient.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad requests name the field; what is not meant for people is not there.
class BadRequestIT extends SystemTest {

    @ParameterizedTest
    @CsvSource({"/api/feed?limit=0, limit", "/api/feed?limit=101, limit", "/api/feed?limit=abc, limit",
            "/api/feed?cursor=made-up, cursor", "/api/users/ada/images?limit=0, limit",
            "/api/users/ada/images?cursor=made-up, cursor", "/api/tags/sea/images?limit=101, limit",
            "/api/tags/sea/images?cursor=made-up, cursor", "/api/search?q=sea&limit=0, limit",
            "/api/search?q=sea&limit=101, limit", "/api/search?q=sea&cursor=made-up, cursor", "/api/search, q",
            "/api/search?q=, q", "/api/search?q=%20, q", "/api/images/no-uuid, id", "/api/images/no-uuid/original, id"})
    void namesTheField(String path, String field) {
        Answer answer = client().get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().fields()).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/images/0198c0de-0000-7000-8000-ffffffffffff", "/api/users/nobody.at.all",
            "/media/0198c0de-0000-7000-8000-ffffffffffff/320.webp", "/api/nothing", "/nothing", "/api"})
    void whatIsNotThereIsNotFound(String path) {
        Answer answer = client().get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/env", "/internal",
            "/internal/reindex", "/internal/images", "/api/../internal/reindex", "/api/feed/../../actuator/health",
            "/api/feed/..%2f..%2factuator/health", "/api//internal/reindex", "//actuator/health",
            "/api/users/%2e%2e/%2e%2e/actuator/health", "/api/images/..;/..;/actuator/health", "/media/../actuator/env",
            "/Actuator/health", "/api/internal/reindex", "/api/search/../../internal/reindex", "/error"})
    void nothingInternalIsReachable(String path) {
        for (String method : new String[]{"GET", "POST"}) {
            int status = RawHttp.status(TestedPortal.gateway(), method, path);

            assertThat(status).as("%s %s", method, path).isIn(400, 401, 403, 404, 405);
        }
    }
}
