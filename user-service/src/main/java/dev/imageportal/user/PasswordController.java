package dev.imageportal.user;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Passwords that were forgotten, and such that their owners change.
@RestController
@Tag(name = "Accounts")
@RequestMapping("/api/users")
class PasswordController {

    private final Passwords passwords;

    @Schema(name = "NewPassword", requiredProperties = {"code", "newPassword"}, example = """
            {"code": "481206", "newPassword": "Rainy-Day8"}""")
    record NewPasswordRequest(@Nullable String code, @Nullable String newPassword) {}

    @Schema(name = "PasswordChange", requiredProperties = {"currentPassword", "newPassword"}, example = """
            {"currentPassword": "Sunny-Day7", "newPassword": "Rainy-Day8"}""")
    record ChangeRequest(@Nullable String currentPassword, @Nullable String newPassword) {}

    PasswordController(Passwords passwords) {
        this.passwords = passwords;
    }

    @Operation(summary = "Have a code mailed for a forgotten password", description = "The answer is the same whether or not there is such an account.")
    @ApiResponse(responseCode = "202", description = "Asked for")
    @PostMapping("/{username}/password-reset")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void sendCode(@PathVariable String username) {
        passwords.sendCode(username);
    }

    @Operation(summary = "Set a new password by the code that was mailed")
    @ApiResponse(responseCode = "204", description = "Set")
    @ApiResponse(responseCode = "400", description = "A wrong or expired code, or no such account (/problems/wrong-code), or a password that is too weak")
    @PutMapping("/{username}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(@PathVariable String username, @RequestBody NewPasswordRequest request) {
        FieldErrors errors = new FieldErrors();
        String code = errors.required("code", request.code);
        String newPassword = checked(request.newPassword, errors);
        passwords.set(username, code, newPassword);
    }

    @Operation(summary = "Change one's password")
    @ApiResponse(responseCode = "204", description = "Changed")
    @ApiResponse(responseCode = "400", description = "The current password is wrong (/problems/wrong-password), or the new one is too weak")
    @ApiResponse(responseCode = "401", description = "Not signed in")
    @PutMapping("/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@Nullable JwtAuthenticationToken token, @RequestBody ChangeRequest request) {
        Caller caller = Caller.of(token);
        FieldErrors errors = new FieldErrors();
        String currentPassword = errors.required("currentPassword", request.currentPassword);
        String newPassword = checked(request.newPassword, errors);
        passwords.change(caller, currentPassword, newPassword);
    }

    private static String checked(@Nullable String newPassword, FieldErrors errors) {
        PasswordPolicy.check("newPassword", newPassword, errors);
        errors.throwIfAny();
        return String.valueOf(newPassword);
    }
}
