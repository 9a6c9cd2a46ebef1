package dev.imageportal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.defaults.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

class PictureSearchTest {

    @TempDir
    Path directory;

    @Test
    void runsOnlySoManyQueriesAtOnce() throws InvalidQueryException {
        SearchRequest request = SearchRequest.of(QueryParser.parse("cat"), SearchRequest.Sort.NEWEST, 30, null);
        try (PictureIndex index = new PictureIndex(new LuceneBackEnd(directory, DataSize.ofMegabytes(1)))) {
            PictureSearch search = new PictureSearch(index, InstantSource.system(),
                    Duration.ofMillis(50), 0);

            assertThatThrownBy(() -> search.search(request)).isInstanceOfSatisfying(ProblemException.class, problem -> {
                assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                assertThat(problem.retryAfterSeconds()).isEqualTo("1");
            });
        }
    }

    @Test
    void leavesAnIndexAloneThatAnotherProcessHolds() {
        try (PictureIndex index = new PictureIndex(new LuceneBackEnd(directory, DataSize.ofMegabytes(1)))) {
            assertThatThrownBy(() -> new PictureIndex(new LuceneBackEnd(directory, DataSize.ofMegabytes(1))))
                    .hasMessageContaining("Lock");

            assertThat(index.pictures()).isZero();
        }
    }
}
