package dev.imageportal.image;

import dev.imageportal.defaults.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// A deleted account's access token is as good as none.
@RestControllerAdvice
@Order(-2)
class AccountDeletedAdvice {

    @ExceptionHandler
    ResponseEntity<Problem> answer(AccountDeletedException e, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                .contentType(Problem.MEDIA_TYPE)
                .body(Problem.of(HttpStatus.UNAUTHORIZED, "account-deleted",
                        "This account was deleted: its access tokens are no longer good.", request.getRequestURI(),
                        List.of()));
    }
}
