package dev.imageportal.search;

import java.util.List;

/// The most used of a field's values that begin alike.
interface UsedTerms {

    /// @param count of the pictures that have it
    record Used(String value, int count) {}

    /// The most used first, at most so many.
    List<Used> beginningWith(String start, String field, int limit);
}
