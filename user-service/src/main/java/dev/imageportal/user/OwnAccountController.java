package dev.imageportal.user;

import dev.imageportal.user.ProfileController.ProfileResponse;
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
@RequestMapping("/api/users/me")
class OwnAccountController {

    private final OwnAccount account;
    private final ImageCounts imageCounts;

    /// Fields as they came, as one that is `null` means something else than one that is absent.
    record ProfileRequest(@Nullable JsonNode displayName, @Nullable JsonNode bio) {}

    record DeletionRequest(@Nullable String password) {}

    OwnAccountController(OwnAccount account, ImageCounts imageCounts) {
        this.account = account;
        this.imageCounts = imageCounts;
    }

    @PatchMapping
    ProfileResponse edit(@Nullable JwtAuthenticationToken token,
            @RequestBody(required = false) @Nullable ProfileRequest request) {
        Caller caller = Caller.of(token);
        ProfileEdit edit = request == null
                ? new ProfileEdit(null, null)
                : ProfileEdit.of(request.displayName, request.bio);
        return ProfileResponse.of(account.edit(caller, edit), imageCounts);
    }

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
