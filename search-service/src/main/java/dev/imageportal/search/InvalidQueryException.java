package dev.imageportal.search;

/// A query that cannot be answered, and how to mend it.
class InvalidQueryException extends Exception {

    private static final long serialVersionUID = 1;

    private final String rule;

    /// @param rule    the rule that is broken, in kebab case
    /// @param message for the person who typed the query
    InvalidQueryException(String rule, String message) {
        super(message);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }
}
