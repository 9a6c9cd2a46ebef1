package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UploadController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final UploadReader reader;
    private final Uploads uploads;
    private final MeterRegistry metrics;
    private final Semaphore places;

    UploadController(UploadReader reader, Uploads uploads, ImageSettings settings, MeterRegistry metrics) {
        this.reader = reader;
        this.uploads = uploads;
        this.metrics = metrics;
        int atOnce = settings.upload().atOnce();
        places = new Semaphore(atOnce);
        Gauge.builder("portal.uploads.in.flight", () -> atOnce - places.availablePermits())
                .description("Uploads that are being read or processed")
                .register(metrics);
    }

    @PostMapping("/api/images")
    ResponseEntity<ImageController.ImageResponse> upload(HttpServletRequest request, Principal owner)
            throws IOException, InterruptedException {
        String outcome = "failed";
        try {
            StoredImage image = accept(request, owner.getName());
            outcome = "accepted";
            return ImageController.created(ImageController.ImageResponse.of(image.published()));
        } catch (ProblemException e) {
            outcome = e.status().is4xxClientError() ? "refused" : "unavailable";
            throw e;
        } finally {
            metrics.counter("portal.uploads", "outcome", outcome).increment();
        }
    }

    private StoredImage accept(HttpServletRequest request, String username) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("Too many uploads are under way: try again soon.", RETRY_AFTER);
        }
        try (Upload upload = reader.read(request)) {
            return uploads.accept(username, upload);
        } finally {
            places.release();
        }
    }
}
