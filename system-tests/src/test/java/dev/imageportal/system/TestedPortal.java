package dev.imageportal.system;

import dev.imageportal.local.MailLog;
import dev.imageportal.local.RunningPortal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The portal that is tested: one that the tests start, or with `-Dportal.url` one that runs already, such as that of
/// `docker compose up`.
///
/// The codes that a running portal sends come from its mail log, which the command `-Dportal.mail-log-command` prints;
/// unless told otherwise, that of docker-compose.yml. Its rate limits must be off.
final class TestedPortal {

    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("portal.home")));
    private static final String MAIL_LOG_COMMAND = System.getProperty("portal.mail-log-command",
            "docker compose exec -T cognito-local cat /app/.cognito/mail.log");
    private static final int ANSWER_SECONDS = 60;

    private TestedPortal() {}

    static URI gateway() {
        return running().orElseGet(() -> ThePortal.running().gateway());
    }

    /// The last code that was sent to a person; empty while there is none.
    static Optional<String> lastCode(String username) {
        return running().isPresent() ? printedMailLog().lastCode(username)
                : ThePortal.running().mailLog().lastCode(username);
    }

    /// The tests' own, for tests that look into it or end its processes. Skips those where another one is tested.
    static RunningPortal own() {
        Assumptions.assumeTrue(running().isEmpty(),
                "looks into a portal of its own, or ends its processes: not for the one that -Dportal.url names");
        return ThePortal.running();
    }

    /// The tests' own; empty where another one is tested.
    static Optional<RunningPortal> ownIfTested() {
        return running().isPresent() ? Optional.empty() : Optional.of(ThePortal.running());
    }

    private static Optional<URI> running() {
        return Optional.ofNullable(System.getProperty("portal.url"))
                .filter(url -> !url.isBlank())
                .map(URI::create);
    }

    private static MailLog printedMailLog() {
        try {
            Path copy = Files.createTempFile("portal-mail", ".log");
            copy.toFile().deleteOnExit();
            Process process = new ProcessBuilder("bash", "-c", MAIL_LOG_COMMAND).directory(HOME.toFile())
                    .redirectOutput(copy.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("no mail log by: " + MAIL_LOG_COMMAND);
            }
            return new MailLog(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
