package dev.imageportal.image;

import dev.imageportal.defaults.IdempotencyKey;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// Describes the [IdempotencyKey] of a request.
@Parameter(name = IdempotencyKey.HEADER, in = ParameterIn.HEADER, description = """
        Makes the request safe to repeat: for 24 hours the same key with the same request by the same user gets the \
        first answer again, whatever became of the image since. 409 with Retry-After while the first request is under \
        way; 422 when the key was used for a different request. A request that failed leaves its key unused.""", schema = @Schema(type = "string", pattern = "^[!-~]{1,255}$"), example = "5f0c6a1e-9a55-4b7e-8d0f-0b6a3c2f9f11")
@Retention(RetentionPolicy.RUNTIME)
@interface TakesIdempotencyKey {}
