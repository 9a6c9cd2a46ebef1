package dev.imageportal.defaults;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// A database that is away, or too busy to answer, is `503`: the same request may succeed a moment later.
@RestControllerAdvice
@Order(-1)
class DatabaseProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemAdvice.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @ExceptionHandler({
            DataAccessResourceFailureException.class, TransientDataAccessException.class,
            RecoverableDataAccessException.class, CannotCreateTransactionException.class,
            TransactionSystemException.class})
    ResponseEntity<Object> answer(Exception e, HttpServletRequest request) {
        log.warn("{} {}: the database did not answer: {}", request.getMethod(), request.getRequestURI(), e.toString());
        return ProblemAdvice.respond(
                ProblemException.unavailable("The database does not answer just now; try again.", RETRY_AFTER),
                request);
    }
}
