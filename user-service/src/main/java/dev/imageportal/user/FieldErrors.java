package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import org.jspecify.annotations.Nullable;

/// Collects everything that is wrong with a request, so that a person mends it at once.
final class FieldErrors {

    private @Nullable ProblemException problem;

    /// @param rule the name of the broken rule, such as `required` or `maxLength`
    void add(String field, String rule, String message) {
        problem = problem == null
                ? ProblemException.badField(field, rule, message)
                : problem.withField(field, rule, message);
    }

    /// Adds an error when there is no value.
    ///
    /// @return the value; empty when there is none, which nobody sees as [#throwIfAny] comes first
    String required(String field, @Nullable String value) {
        if (value == null) {
            add(field, "required", field + " is required");
            return "";
        }
        return value;
    }

    /// @throws ProblemException `400` with every error added so far
    void throwIfAny() {
        if (problem != null) {
            throw problem;
        }
    }
}
