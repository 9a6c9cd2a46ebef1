package dev.imageportal.search;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;

/// Where the index lies, and what Hibernate Search does not do alike wherever it lies.
interface BackEnd {

    /// Queries that are worth running at once; more would only slow each other down.
    int queriesAtOnce();

    /// Before the index is opened.
    default void prepare() {}

    /// Properties of Hibernate Search.
    Map<String, Object> settings();

    /// Makes the index where there is none that this version can use.
    ///
    /// @param mapping open, with these settings
    /// @throws RuntimeException when that can't be seen or done
    void makeWhereAbsent(SearchMapping mapping);

    /// Writes entries and removes others: once it returns, the change is durable and visible. An entry that is older
    /// than what the index holds of its id may be left out.
    ///
    /// @throws RuntimeException when not all of it was written; writing it again is safe
    void write(SearchMapping mapping, Collection<IndexEntry> entries, Collection<String> removed);

    /// Finds pictures.
    <T> T find(SearchMapping mapping, TimeFrame time, Function<PictureFinder, T> query);

    /// Looks into the values that the index holds.
    <T> T readTerms(SearchMapping mapping, Function<UsedTerms, T> query);

    /// Bytes that the index takes.
    ///
    /// @throws RuntimeException when that can't be seen just now
    long size(SearchMapping mapping);
}
