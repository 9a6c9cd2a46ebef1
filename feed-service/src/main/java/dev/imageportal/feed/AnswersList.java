package dev.imageportal.feed;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the API's description shows an answer that is a list of pictures.
@ApiResponse(responseCode = "200", description = "The pictures, newest first", headers = @Header(name = "ETag", description = "Changes with the pictures and with their owners' display names", schema = @Schema(type = "string")), content = @Content(mediaType = "application/json", schema = @Schema(implementation = AnswersList.ImageList.class)))
@ApiResponse(responseCode = "304", description = "The list is still the one that If-None-Match names", content = @Content)
@ApiResponse(responseCode = "400", description = "limit or cursor is none")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface AnswersList {

    String LIMIT = "At most so many pictures: 1 to 100, 30 unless told";
    String CURSOR = "nextCursor of the page before, left out for the first";

    /// Lists are written from stored JSON: this is their shape.
    @Schema(name = "ImageList")
    record ImageList(
            @ArraySchema(schema = @Schema(ref = "#/components/schemas/Image")) @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Object> items,
            @Schema(description = "Opaque; null on the last page", types = {"string",
                    "null"}, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String nextCursor){}
}
