package dev.imageportal.user;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Accounts")
@RequestMapping("/api/users")
class AccountController {

    private final Accounts accounts;

    @Schema(name = "SignUp", requiredProperties = {"username", "email", "password"}, example = """
            {"username": "grace", "email": "grace@example.org", "password": "Sunny-Day7", "displayName": "Grace"}""")
    record SignUpRequest(
            @Schema(description = "3 to 30 of a-z, 0-9, _ and ., starting with a letter; upper case is read as lower case", pattern = "[A-Za-z][A-Za-z0-9_.]{2,29}") @Nullable String username,
            @Schema(maxLength = 254) @Nullable String email,
            @Schema(description = "With upper case, lower case, a digit and a symbol", minLength = 8, maxLength = 256) @Nullable String password,
            @Schema(description = "The user name unless told", maxLength = 100) @Nullable String displayName) {}

    @Schema(requiredProperties = {"username", "codeSentTo"}, example = """
            {"username": "grace", "codeSentTo": "grace@example.org"}""")
    record SignedUp(String username, String codeSentTo) {}

    @Schema(name = "Confirmation", requiredProperties = "code", example = """
            {"code": "024615"}""")
    record ConfirmationRequest(@Nullable String code) {}

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @Operation(summary = "Sign up", description = "A code goes to the e-mail address; the account works once it was sent back.")
    @ApiResponse(responseCode = "201", description = "Signed up, to be confirmed")
    @ApiResponse(responseCode = "400", description = "One entry in errors for each bad field")
    @ApiResponse(responseCode = "409", description = "The user name is taken")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SignedUp signUp(@RequestBody SignUpRequest request) {
        SignUp signUp = SignUp.of(request.username, request.email, request.password, request.displayName);
        return new SignedUp(signUp.username().value(), accounts.signUp(signUp));
    }

    @Operation(summary = "Prove the e-mail address by the code that was mailed")
    @ApiResponse(responseCode = "204", description = "Confirmed")
    @ApiResponse(responseCode = "400", description = "A wrong or expired code, or no such account (/problems/wrong-code)")
    @PostMapping("/{username}/confirmation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@PathVariable String username, @RequestBody ConfirmationRequest request) {
        accounts.confirm(username, request.code);
    }

    @Operation(summary = "Have the code mailed again", description = "The answer is the same whether or not there is such an account.")
    @ApiResponse(responseCode = "202", description = "Asked for")
    @PostMapping("/{username}/confirmation/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void resend(@PathVariable String username) {
        accounts.resendCode(username);
    }
}
