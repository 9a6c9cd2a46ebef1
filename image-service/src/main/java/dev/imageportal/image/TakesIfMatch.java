package dev.imageportal.image;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// Describes the [IfMatch] of a request.
@Parameter(name = "If-Match", in = ParameterIn.HEADER, description = """
        The ETag of the image as the sender knows it, or a list of them, or *: when the image was changed since, 412 \
        and nothing happens. A change of the owner's display name alone is no change of the image.""", schema = @Schema(type = "string"), example = "\"1-57a2f0c3\"")
@Retention(RetentionPolicy.RUNTIME)
@interface TakesIfMatch {}
