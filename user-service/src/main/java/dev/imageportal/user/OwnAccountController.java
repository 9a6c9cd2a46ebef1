package dev.imageportal.user;

import dev.imageportal.user.ProfileController.ProfileResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// One's own profile and account. `me` is too short for a user name.
@RestController
@Tag(name = "Accounts")
@RequestMapping("/api/users/me")
class OwnAccountController {

    private final OwnAccount account;
    private final ImageCounts imageCounts;

    /// Fields as they came, as one that is `null` means something else than one that is absent.
    @Schema(name = "ProfileChange", example = """
            {"displayName": "Grace H.", "bio": "Bridges and fog."}""")
    record ProfileRequest(
            @Schema(implementation = String.class, minLength = 1, maxLength = 100) @Nullable JsonNode displayName,
            @Schema(implementation = String.class, types = {"string",
                    "null"}, description = "Empty or null clears it", maxLength = 500) @Nullable JsonNode bio){}

    @Schema(name = "AccountDeletion", requiredProperties = "password", example = """
            {"password": "Sunny-Day7"}""")
    record DeletionRequest(@Nullable String password) {}

    OwnAccountController(OwnAccount account, ImageCounts imageCounts) {
        this.account = account;
        this.imageCounts = imageCounts;
    }

    @Operation(summary = "Change one's profile", description = "What is left out stays as it is (RFC 7396).")
    @ApiResponse(responseCode = "200", description = "The profile as it is now")
    @ApiResponse(responseCode = "400", description = "One entry in errors for each bad field")
    @ApiResponse(responseCode = "401", description = "Not signed in")
    @PatchMapping
    ProfileResponse edit(@Nullable JwtAuthenticationToken token,
            @RequestBody(required = false) @Nullable ProfileRequest request) {
        Caller caller = Caller.of(token);
        ProfileEdit edit = request == null
                ? new ProfileEdit(null, null)
                : ProfileEdit.of(request.displayName, request.bio);
        return ProfileResponse.of(account.edit(caller, edit), imageCounts);
    }

    @Operation(summary = "Delete one's account, with all its pictures", description = "The profile is gone at once, the rest follows. The user name stays reserved for a month.")
    @ApiResponse(responseCode = "204", description = "It will be deleted, whatever happens")
    @ApiResponse(responseCode = "400", description = "The password is wrong (/problems/wrong-password)")
    @ApiResponse(responseCode = "401", description = "Not signed in")
    @ApiResponse(responseCode = "503", description = "The password can't be checked just now; nothing was deleted")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@Nullable JwtAuthenticationToken token, @RequestBody DeletionRequest request) {
        Caller caller = Caller.of(token);
        FieldErrors errors = new FieldErrors();
        String password = errors.required("password", request.password);
        errors.throwIfAny();
        account.delete(caller, password);
    }
}
