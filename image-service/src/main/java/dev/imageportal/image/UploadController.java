package dev.imageportal.image;

import dev.imageportal.defaults.Claim;
import dev.imageportal.defaults.Claims;
import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.IdempotencyKey;
import dev.imageportal.defaults.ProblemException;
import dev.imageportal.image.picture.StepTimes;
import dev.imageportal.image.picture.StepTimes.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UploadController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Outcome ACCEPTED = new Outcome("accepted", "none");
    private static final Outcome FAILED = new Outcome("failed", "error");

    private final UploadReader reader;
    private final Uploads uploads;
    private final DeletedAccounts accounts;
    private final Claims claims;
    private final Repetitions repetitions;
    private final DisplayNames displayNames;
    private final MeterRegistry metrics;
    private final StepTimes times;
    private final DistributionSummary sizes;
    private final UploadPlaces places;

    UploadController(UploadReader reader, Uploads uploads, DeletedAccounts accounts, Claims claims,
            Repetitions repetitions, DisplayNames displayNames, StepTimes times, ImageSettings settings,
            MeterRegistry metrics) {
        this.reader = reader;
        this.uploads = uploads;
        this.accounts = accounts;
        this.claims = claims;
        this.repetitions = repetitions;
        this.displayNames = displayNames;
        this.times = times;
        this.metrics = metrics;
        places = new UploadPlaces(settings.upload().atOnce(), settings.upload().eachAtOnce());
        Gauge.builder("portal.uploads.in.flight", places::inFlight)
                .description("Uploads that are being read or processed")
                .register(metrics);
        sizes = DistributionSummary.builder("portal.upload.size")
                .description("Sizes of the files that became pictures")
                .baseUnit("bytes")
                .serviceLevelObjectives(100_000, 1_000_000, 5_000_000, 20_000_000)
                .register(metrics);
        // A failure that is a counter's first value is no increase of it.
        count(ACCEPTED);
        count(FAILED);
    }

    @Operation(operationId = "uploadImage", tags = "Pictures", summary = "Upload a picture", requestBody = @RequestBody(required = true, content = @Content(mediaType = "multipart/form-data", schema = @Schema(implementation = Form.class))))
    @ApiResponse(responseCode = "201", description = "The image; everything that it names can be fetched", headers = {
            @Header(name = "Location", description = "The image's address", schema = @Schema(type = "string")),
            @Header(name = "ETag", description = "For If-Match", schema = @Schema(type = "string"))})
    @ApiResponse(responseCode = "400", description = "A part is missing, malformed or too long")
    @ApiResponse(responseCode = "401", description = "No valid access token, or of an account that was deleted")
    @ApiResponse(responseCode = "408", description = "The body took too long")
    @ApiResponse(responseCode = "409", description = "The first request with this Idempotency-Key is under way")
    @ApiResponse(responseCode = "413", description = "The file is larger than 50 MB")
    @ApiResponse(responseCode = "415", description = "The file is of no accepted format, or the body no form")
    @ApiResponse(responseCode = "422", description = "More than 100 megapixels, undecodable or truncated; or the Idempotency-Key was used before")
    @ApiResponse(responseCode = "503", description = "Too busy, or something needed is away; see Retry-After")
    @PostMapping("/api/images")
    ResponseEntity<ImageResponse> upload(HttpServletRequest request, Principal principal)
            throws IOException, InterruptedException {
        Outcome outcome = FAILED;
        try {
            ImageResponse image = accept(request, Owner.of(principal));
            outcome = ACCEPTED;
            return ImageController.created(image);
        } catch (ProblemException e) {
            outcome = Outcome.of(e);
            throw e;
        } catch (AccountDeletedException e) {
            outcome = new Outcome("refused", "account-deleted");
            throw e;
        } finally {
            count(outcome).increment();
        }
    }

    /// @param reason the last part of the problem's type
    private record Outcome(String name, String reason) {

        static Outcome of(ProblemException problem) {
            String type = problem.problem("").type();
            return new Outcome(problem.status().is4xxClientError() ? "refused" : "unavailable",
                    type.substring(type.lastIndexOf('/') + 1));
        }
    }

    private Counter count(Outcome outcome) {
        return Counter.builder("portal.uploads")
                .description("Uploads by how they ended and why")
                .tag("outcome", outcome.name)
                .tag("reason", outcome.reason)
                .register(metrics);
    }

    private ImageResponse accept(HttpServletRequest request, Owner owner) throws IOException, InterruptedException {
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        if (!places.take(owner.username())) {
            throw ProblemException.unavailable("Too many uploads are under way: try again soon.", RETRY_AFTER);
        }
        try {
            accounts.refuse(owner);
            try (Claim claim = claims.claim(owner.username(), key); Upload upload = read(request)) {
                return accept(upload, owner, claim);
            }
        } finally {
            places.leave(owner.username());
        }
    }

    private Upload read(HttpServletRequest request) throws IOException {
        try (var _ = times.begin(Step.READ)) {
            return reader.read(request);
        }
    }

    private ImageResponse accept(Upload upload, Owner owner, Claim claim) throws InterruptedException {
        var fingerprint = Fingerprint.of("POST /api/images", upload.sha256(), upload.fileName(),
                upload.caption().text(), upload.altText().text());
        Optional<String> earlier = claim.earlierAnswer(fingerprint);
        if (earlier.isPresent()) {
            return repetitions.read(earlier.get());
        }
        String displayName = displayNames.of(owner.username());
        StoredImage image = uploads.accept(owner, upload, stored -> claim.keep(fingerprint,
                repetitions.write(ImageResponse.of(stored.published(), displayName))));
        sizes.record(upload.bytes());
        return ImageResponse.of(image.published(), displayName);
    }

    /// The body, for its description: it is read as a stream.
    @Schema(name = "Upload", requiredProperties = "file")
    record Form(
            @Schema(type = "string", format = "binary", description = "JPEG, PNG, WebP, GIF or AVIF, recognised by its content; at most 50 MB") byte[] file,
            @Schema(maxLength = Caption.MAX_CHARACTERS, example = "A walk in the #Alps", description = "With at most 30 hashtags") String caption,
            @Schema(maxLength = AltText.MAX_CHARACTERS, example = "Snow on a ridge, two hikers below") String altText) {}
}
