package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

class ImageSettingsTest {

    @TempDir
    Path directory;

    @Test
    void emptyVariablesMeanTheDefaults() {
        ImageSettings settings = bind("portal.image", ImageSettings.class,
                Map.of("portal.image.spool-directory", "", "portal.image.libvips", ""));
        S3Settings s3 = bind("portal.s3", S3Settings.class, Map.of("portal.s3.endpoint", "", "portal.s3.bucket", "b"));

        assertThat(settings.spoolDirectory()).isNull();
        assertThat(settings.libvips()).isNull();
        assertThat(settings.upload().maxFileSize().toMegabytes()).isEqualTo(50);
        assertThat(s3.endpoint()).isNull();
    }

    @Test
    void whatDeadProcessesLeftInTheSpoolIsRemovedAtTheStart() throws IOException {
        long dead = Long.MAX_VALUE;
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        Files.createFile(directory.resolve("upload-" + dead + "-1.part"));
        Path others = Files.createFile(directory.resolve("upload-" + alive + "-1.part"));
        Path foreign = Files.createFile(directory.resolve("notes.txt"));

        new Spool(settings(), new SimpleMeterRegistry());

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(others, foreign);
        }
    }

    @Test
    void uploadsThatTakeTooLongAreEnded() throws IOException {
        var reader = new UploadReader(settings(), new Spool(settings(), new SimpleMeterRegistry()));
        Multipart form = Multipart.of("a.png", new byte[100]);
        var request = new MockHttpServletRequest("POST", "/api/images");
        request.setContentType(form.contentType());
        request.setContent(form.body());

        assertThatThrownBy(() -> reader.read(request)).isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT));
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private ImageSettings settings() {
        return bind("portal.image", ImageSettings.class, Map.of("portal.image.spool-directory", directory.toString(),
                "portal.image.upload.read-timeout", "0s"));
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }
}
