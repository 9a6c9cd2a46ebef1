package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.system.PortalClient.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may do what: each route, asked by each kind of caller, and the status that the caller gets.
///
/// A request names what is the owner's (picture, profile, session). A bad token is refused even where none is needed:
/// its sender believes to be somebody. The gateway's own routes look at cookies alone. A cookie that comes with a
/// request from another site's page is good for reading only.
class AuthorizationIT extends SystemTest {

    private static final String MATRIX = """
            request                                           | nobody another owner expired wrong-pool alg-none id-token cookie other-origin
            POST   /api/users                                 | 201    201     201   401     401        401      401      201    403
            POST   /api/users/{username}/confirmation         | 204    204     204   401     401        401      401      204    403
            POST   /api/users/{username}/confirmation/resend  | 202    202     202   401     401        401      401      202    403
            POST   /api/users/{username}/password-reset       | 202    202     202   401     401        401      401      202    403
            PUT    /api/users/{username}/password             | 204    204     204   401     401        401      401      204    403
            POST   /api/session                               | 200    200     200   200     200        200      200      200    403
            GET    /api/session                               | 401    200     200   401     401        401      401      200    200
            POST   /api/session/refresh                       | 401    401     401   401     401        401      401      200    403
            DELETE /api/session                               | 204    204     204   204     204        204      204      204    403
            POST   /api/tokens                                | 200    200     200   401     401        401      401      200    403
            GET    /api/users/{username}                      | 200    200     200   401     401        401      401      200    200
            PATCH  /api/users/me                              | 401    200     200   401     401        401      401      200    403
            PUT    /api/users/me/password                     | 401    400     204   401     401        401      401      204    403
            DELETE /api/users/me                              | 401    400     204   401     401        401      401      204    403
            POST   /api/images                                | 401    201     201   401     401        401      401      201    403
            GET    /api/images/{id}                           | 200    200     200   401     401        401      401      200    200
            PATCH  /api/images/{id}                           | 401    403     200   401     401        401      401      200    403
            DELETE /api/images/{id}                           | 401    403     204   401     401        401      401      204    403
            GET    /api/images/{id}/original                  | 200    200     200   401     401        401      401      200    200
            GET    /media/{id}/{size}.{extension}             | 200    200     200   401     401        401      401      200    200
            GET    /api/feed                                  | 200    200     200   401     401        401      401      200    200
            GET    /api/users/{username}/images               | 200    200     200   401     401        401      401      200    200
            GET    /api/tags/{tag}/images                     | 200    200     200   401     401        401      401      200    200
            GET    /api/tags                                  | 200    200     200   401     401        401      401      200    200
            GET    /api/feed/live                             | 200    200     200   401     401        401      401      200    200
            GET    /api/search                                | 200    200     200   401     401        401      401      200    200
            GET    /api/search/suggestions                    | 200    200     200   401     401        401      401      200    200
            GET    /healthz                                   | 200    200     200   200     200        200      200      200    200
            GET    /api/openapi.json                          | 200    200     200   200     200        200      200      200    200
            GET    /api/docs                                  | 200    200     200   200     200        200      200      200    200
            """;

    private record Row(Contract route, List<Integer> statuses) {

        static Row parse(String line) {
            String[] parts = line.split("\\|", 2);
            return new Row(Contract.parse(parts[0]), Arrays.stream(cells(parts[1])).map(Integer::valueOf).toList());
        }
    }

    private static final List<Caller> CALLERS = Arrays
            .stream(cells(MATRIX.lines().findFirst().orElseThrow().split("\\|", 2)[1]))
            .map(Caller::named)
            .toList();
    private static final List<Row> ROWS = MATRIX.lines().skip(1).map(Row::parse).toList();

    @Test
    void theTableHasEveryRouteAndEveryCaller() {
        assertThat(ROWS.stream().map(Row::route)).containsExactlyElementsOf(Contract.ROUTES);
        assertThat(CALLERS).containsExactly(Caller.values());
        assertThat(ROWS).allSatisfy(row -> assertThat(row.statuses()).hasSameSizeAs(CALLERS));
    }

    @TestFactory
    Stream<DynamicNode> eachCallerGetsItsStatus() {
        return ROWS.stream()
                .map(row -> DynamicContainer.dynamicContainer(row.route().toString(),
                        Stream.iterate(0, i -> i < CALLERS.size(), i -> i + 1)
                                .map(i -> DynamicTest.dynamicTest(CALLERS.get(i).toString(),
                                        () -> assertStatus(row.route(), CALLERS.get(i), row.statuses().get(i))))));
    }

    private static void assertStatus(Contract route, Caller caller, int expected) {
        RouteRequest request = RouteRequest.to(route);
        Answer answer = request.send(caller.headers(request.owner()));

        assertThat(answer.status()).as("%s by %s: %s", route, caller, answer).isEqualTo(expected);
        if (expected >= 400) {
            assertThat(answer.problem().status()).isEqualTo(expected);
        }
    }

    private static String[] cells(String text) {
        return text.strip().split(" +");
    }
}
