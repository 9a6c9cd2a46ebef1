package dev.imageportal.user;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Signing up and proving the e-mail address.
@RestController
@RequestMapping("/api/users")
class AccountController {

    private final Accounts accounts;

    record SignUpRequest(
            @Nullable String username,
            @Nullable String email,
            @Nullable String password,
            @Nullable String displayName) {}

    record SignedUp(String username, String codeSentTo) {}

    record ConfirmationRequest(@Nullable String code) {}

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SignedUp signUp(@RequestBody SignUpRequest request) {
        SignUp signUp = SignUp.of(request.username, request.email, request.password, request.displayName);
        return new SignedUp(signUp.username().value(), accounts.signUp(signUp));
    }

    @PostMapping("/{username}/confirmation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@PathVariable String username, @RequestBody ConfirmationRequest request) {
        accounts.confirm(username, request.code);
    }

    @PostMapping("/{username}/confirmation/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void resend(@PathVariable String username) {
        accounts.resendCode(username);
    }
}
