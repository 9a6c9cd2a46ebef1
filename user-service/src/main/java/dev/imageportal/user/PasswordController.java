package dev.imageportal.user;

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
@RequestMapping("/api/users")
class PasswordController {

    private final Passwords passwords;

    record NewPasswordRequest(@Nullable String code, @Nullable String newPassword) {}

    record ChangeRequest(@Nullable String currentPassword, @Nullable String newPassword) {}

    PasswordController(Passwords passwords) {
        this.passwords = passwords;
    }

    @PostMapping("/{username}/password-reset")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void sendCode(@PathVariable String username) {
        passwords.sendCode(username);
    }

    @PutMapping("/{username}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(@PathVariable String username, @RequestBody NewPasswordRequest request) {
        FieldErrors errors = new FieldErrors();
        String code = errors.required("code", request.code);
        String newPassword = checked(request.newPassword, errors);
        passwords.set(username, code, newPassword);
    }

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
