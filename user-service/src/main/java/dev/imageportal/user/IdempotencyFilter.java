package dev.imageportal.user;

import dev.imageportal.defaults.Claim;
import dev.imageportal.defaults.Claims;
import dev.imageportal.defaults.IdempotencyKey;
import dev.imageportal.defaults.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Answers a repetition of an unsafe request, known by its [IdempotencyKey], as the first one was answered. Comes after
/// the filters that say whose the request is. Only success is kept: a request that failed is tried anew.
@Component
class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Set<String> UNSAFE = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Claims claims;
    private final KeyOwners owners;
    private final RequestSeals seals;
    private final KeptAnswers answers;
    private final HandlerExceptionResolver problems;
    private final Semaphore places;

    IdempotencyFilter(Claims claims, KeyOwners owners, RequestSeals seals, KeptAnswers answers, UserSettings settings,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.claims = claims;
        this.owners = owners;
        this.seals = seals;
        this.answers = answers;
        this.problems = problems;
        places = new Semaphore(settings.repetitions().requests());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !UNSAFE.contains(request.getMethod()) || request.getHeader(IdempotencyKey.HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Optional<IdempotencyKey> key = IdempotencyKey.of(request);
            var read = new ReadRequest(request);
            if (!places.tryAcquire()) {
                throw ProblemException.unavailable(
                        "Too many requests with an Idempotency-Key are under way: try again soon.", RETRY_AFTER);
            }
            try {
                answer(read, key, response, chain);
            } finally {
                places.release();
            }
        } catch (ProblemException | DataAccessException e) {
            problems.resolveException(request, response, null, e);
        }
    }

    private void answer(ReadRequest request, Optional<IdempotencyKey> key, HttpServletResponse response,
            FilterChain chain) throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        String owner = owners.of(request);
        try (Claim claim = claims.claim(owner, key)) {
            Claim.Mark seal = seals.of(owner, key.orElseThrow(), request);
            Optional<String> earlier = claim.earlierAnswer(seal);
            if (earlier.isPresent()) {
                answers.give(earlier.get(), answer);
            } else {
                chain.doFilter(request, answer);
                keepSuccess(answer, claim, seal);
            }
        }
        // only now: whoever was refused finds the key free
        answer.copyBodyToResponse();
    }

    private void keepSuccess(ContentCachingResponseWrapper answer, Claim claim, Claim.Mark seal) {
        if (!HttpStatusCode.valueOf(answer.getStatus()).is2xxSuccessful()) {
            return;
        }
        try {
            claim.keep(seal, answers.take(answer));
        } catch (RuntimeException e) {
            // what was done is done, and whoever asked for it is told
            log.warn("An answer could not be kept for repetitions of its request: {}", e.toString());
        }
    }
}
