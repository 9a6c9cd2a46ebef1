package dev.imageportal.defaults;

import org.jspecify.annotations.Nullable;

/// The `limit` of a list: 1 to 100 items, 30 unless told.
public final class Limit {

    private static final int DEFAULT = 30;
    private static final int MAX = 100;

    private Limit() {}

    /// @throws ProblemException `400` when it is no number from 1 to 100
    public static int of(@Nullable String parameter) {
        if (parameter == null) {
            return DEFAULT;
        }
        if (parameter.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(parameter);
            if (limit >= 1 && limit <= MAX) {
                return limit;
            }
        }
        throw ProblemException.badField("limit", "range", "limit must be a whole number from 1 to " + MAX);
    }
}
