package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an instance does at its start and at its end, by the scripts that it runs, with programs in the place of `aws`,
/// `docker` and `systemctl` that note what they are called with. Needs `jq` and `curl`, and says so where they are
/// missing; with PORTAL_REQUIRE_JQ=true that is a failure.
class InstanceScriptsTest {

    private static final String ENVIRONMENT = """
            REGION=eu-west-1
            REGISTRY=123456789012.dkr.ecr.eu-west-1.amazonaws.com
            VERSION=1.2.3
            DATABASE=db.example.org:3306
            SETTINGS_PATH=/image-portal/settings
            EDGE_PREFIX_LIST=pl-1
            VPC_RANGE=10.0.0.0/16
            KAFKA_CLUSTER=arn:kafka
            DATABASE_USERS=secret-users
            DATABASE_IMAGES=secret-images
            DATABASE_FEED=secret-feed
            USER_POOL=pool-1
            USER_POOL_CLIENT=client-1
            TARGET_GROUP=arn:targets
            SCALING_GROUP=image-portal
            LIFECYCLE_HOOK=drain
            DRAINING_SECONDS=60
            """;

    /// Each call is a line in `calls`; the file `failing` names the one that fails.
    private static final String AWS = """
            #!/usr/bin/env bash
            here=$(cd "$(dirname "$0")" && pwd -P)
            echo "aws $*" >> "$here/calls"
            [[ -f $here/failing && "$1 $2" == "$(<"$here/failing")" ]] && { echo "$2 fails" >&2; exit 254; }
            case "$1 $2" in
                "ssm get-parameters-by-path") echo '{"Parameters": [
                    {"Name": "/image-portal/settings/PORTAL_S3_BUCKET", "Value": "media-1"},
                    {"Name": "/image-portal/settings/PORTAL_TOKEN_ISSUER", "Value": "https://pool.example.org/a=b"}]}' ;;
                "ec2 get-managed-prefix-list-entries") echo '{"Entries": [{"Cidr": "192.0.2.0/24"}, {"Cidr": "198.51.100.0/24"}]}' ;;
                "kafka get-bootstrap-brokers") echo '{"BootstrapBrokerStringSaslIam": "b-1:9098,b-2:9098"}' ;;
                "secretsmanager get-secret-value") jq -n --arg user "${4#secret-}_clone" \\
                    '{SecretString: ({username: $user, password: "a.b_c"} | tojson)}' ;;
                "cognito-idp describe-user-pool-client") echo '{"UserPoolClient": {"ClientSecret": "hush"}}' ;;
                "ecr get-login-password") echo registry-password ;;
            esac
            """;

    private static final String CURL = """
            #!/usr/bin/env bash
            here=$(cd "$(dirname "$0")" && pwd -P)
            [[ $* == *truststore.pki.rds.amazonaws.com* ]] || exec "$(PATH=${PATH#*:} command -v curl)" "$@"
            echo "curl ${*: -1}" >> "$here/calls"
            printf 'first authority\\nsecond authority\\n'
            """;

    private static final String NOTING = """
            #!/usr/bin/env bash
            here=$(cd "$(dirname "$0")" && pwd -P)
            echo "${0##*/} $*" >> "$here/calls"
            [[ $1 != login ]] || echo "password $(cat)" >> "$here/calls"
            """;

    @TempDir
    private Path folder;

    private record Ended(int status, String output) {}

    @BeforeAll
    static void programsAreThere() {
        if (!Stream.of("jq", "curl").allMatch(InstanceScriptsTest::isThere)) {
            String advice = "There is no jq or no curl: install them to try the instances' scripts";
            assertThat(System.getenv("PORTAL_REQUIRE_JQ")).as(advice).isNotEqualTo("true");
            abort(advice);
        }
    }

    @BeforeEach
    void putInPlace() throws IOException {
        Files.writeString(folder.resolve("instance.env"), ENVIRONMENT);
        program("aws", AWS);
        program("curl", CURL);
        program("docker", NOTING);
        program("systemctl", NOTING);
        for (String name : List.of("settings.sh", "start.sh", "stop.sh", "drain.sh")) {
            program(name, InstanceFile.read(name));
        }
    }

    @Test
    void settingsComeFromWhereTheyAreKept() throws Exception {
        assertThat(run("settings.sh").status()).isZero();

        assertThat(setting("all.env")).isEqualTo("""
                PORTAL_S3_BUCKET=media-1
                PORTAL_TOKEN_ISSUER=https://pool.example.org/a=b
                PORTAL_TRUSTED_PROXIES=10.0.0.0/16,192.0.2.0/24,198.51.100.0/24
                PORTAL_KAFKA_BOOTSTRAP_SERVERS=b-1:9098,b-2:9098
                """);
        assertThat(setting("user-service.env")).isEqualTo("""
                PORTAL_DATABASE_USERNAME=users_clone
                PORTAL_DATABASE_PASSWORD=a.b_c
                PORTAL_COGNITO_CLIENT_SECRET=hush
                """);
        assertThat(setting("image-service.env")).startsWith("PORTAL_DATABASE_USERNAME=images_clone\n");
        assertThat(setting("feed-service.env")).startsWith("PORTAL_DATABASE_USERNAME=feed_clone\n");
        assertThat(setting("database.pem")).isEqualTo("first authority\nsecond authority\n");
        assertThat(calls()).contains(
                "curl https://truststore.pki.rds.amazonaws.com/eu-west-1/eu-west-1-bundle.pem");
    }

    @Test
    void onlyRootReadsThemAndServicesTheCertificates() throws Exception {
        assertThat(run("settings.sh").status()).isZero();

        for (String name : List.of("all.env", "user-service.env", "image-service.env", "feed-service.env")) {
            assertThat(rights("settings/" + name)).as(name).isEqualTo("rw-------");
        }
        assertThat(rights("settings/database.pem")).isEqualTo("rw-r--r--");
        assertThat(rights("settings")).isEqualTo("rwx------");
    }

    @Test
    void whatCannotBeToldStopsTheStart() throws Exception {
        for (String call : List.of("ssm get-parameters-by-path", "ec2 get-managed-prefix-list-entries",
                "kafka get-bootstrap-brokers", "secretsmanager get-secret-value",
                "cognito-idp describe-user-pool-client")) {
            Files.writeString(folder.resolve("failing"), call);

            assertThat(run("start.sh").status()).as(call).isNotZero();
        }
        assertThat(folder.resolve("settings/all.env")).doesNotExist();
        assertThat(calls()).noneMatch(call -> call.startsWith("docker"));
    }

    @Test
    void servicesStartOnceSettingsAndImagesAreThere() throws Exception {
        assertThat(run("start.sh").status()).isZero();

        List<String> calls = calls();
        // both ends of a pipe begin at once
        assertThat(calls).filteredOn(call -> call.matches("(aws ecr|docker|password) .*"))
                .containsExactlyInAnyOrder(
                        "aws ecr get-login-password",
                        "docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
                        "password registry-password", compose("pull --quiet"),
                        compose("up --detach --wait --wait-timeout 300"));
        assertThat(calls.getLast()).isEqualTo(compose("up --detach --wait --wait-timeout 300"));
        assertThat(folder.resolve("settings/all.env")).exists();
    }

    /// The metadata say nothing at first, then that the instance stays, then that it is to go.
    @Test
    void anInstanceThatIsToGoLeavesTheLoadBalancerFirst() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.createContext("/", exchange -> answer(exchange, asked));
        metadata.start();
        try {
            Ended ended = run("drain.sh", "PORTAL_METADATA_ADDRESS",
                    "http://127.0.0.1:" + metadata.getAddress().getPort());

            assertThat(ended.status()).as(ended.output()).isZero();
        } finally {
            metadata.stop(0);
        }

        assertThat(asked).hasValueGreaterThanOrEqualTo(3);
        assertThat(calls()).containsExactly(
                "aws elbv2 deregister-targets --target-group-arn arn:targets --targets Id=i-1",
                "aws elbv2 wait target-deregistered --target-group-arn arn:targets --targets Id=i-1",
                "systemctl stop image-portal.service",
                "aws autoscaling complete-lifecycle-action --auto-scaling-group-name image-portal"
                        + " --lifecycle-hook-name drain --instance-id i-1 --lifecycle-action-result CONTINUE");
    }

    @Test
    void stoppingLeavesTheOrderToCompose() throws Exception {
        assertThat(run("stop.sh").status()).isZero();

        assertThat(calls()).containsExactly(compose("stop"));
    }

    /// Only systemd itself can tell, without which this is skipped.
    @Test
    void unitsAreAsSystemdWantsThem() throws Exception {
        assumeTrue(isThere("systemd-analyze"), "There is no systemd-analyze");
        Files.writeString(folder.resolve("docker.service"), "[Service]\nExecStart=/bin/true\n");
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        for (String name : List.of("image-portal.service", "image-portal-drain.service")) {
            Path unit = folder.resolve(name);
            Files.writeString(unit, InstanceFile.read(name).replace("/opt/image-portal", folder.toString()));
            command.add(unit.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        // the colon: besides those that are there
        builder.environment().put("SYSTEMD_UNIT_PATH", folder + ":");

        assertThat(ended(builder)).isEqualTo(new Ended(0, ""));
    }

    private static void answer(HttpExchange exchange, AtomicInteger asked) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean known = "token-1".equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
        String text = switch (path) {
            case "/latest/api/token" -> exchange.getRequestMethod().equals("PUT") ? "token-1" : "";
            case "/latest/meta-data/instance-id" -> known ? "i-1" : "";
            case "/latest/meta-data/autoscaling/target-lifecycle-state" -> known
                    ? List.of("", "InService", "Terminated").get(Math.min(2, asked.getAndIncrement()))
                    : "";
            default -> "";
        };
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private Ended run(String script, String... more) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", folder.resolve(script).toString());
        Map<String, String> environment = builder.environment();
        environment.merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        environment.put("PORTAL_INSTANCE_FILE", folder.resolve("instance.env").toString());
        environment.put("PORTAL_SETTINGS_FOLDER", folder.resolve("settings").toString());
        environment.put("PORTAL_DRAIN_PAUSE", "0.1");
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return ended(builder);
    }

    private static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private void program(String name, String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(folder.resolve(name), text),
                PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String compose(String command) throws IOException {
        return "docker compose --file " + folder.toRealPath() + "/compose.yaml " + command;
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : new ArrayList<>();
    }

    private String setting(String name) throws IOException {
        return Files.readString(folder.resolve("settings").resolve(name));
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
