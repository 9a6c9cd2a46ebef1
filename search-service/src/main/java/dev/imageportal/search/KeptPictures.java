package dev.imageportal.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.document.DocumentStoredFieldVisitor;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.springframework.util.unit.DataSize;

/// What was last shown of the index: the same pictures are found again and again, and unpacking one takes longer than
/// finding it. A document of a segment never changes, so what is kept of it is never out of date.
final class KeptPictures {

    private static final String JSON = "json";

    private final Cache<Key, PictureJson> pictures;

    private record Key(IndexReader.CacheKey segment, int document) {}

    /// @param size of all together, roughly
    KeptPictures(DataSize size) {
        pictures = Caffeine.newBuilder()
                .maximumWeight(size.toBytes())
                .weigher((Key key, PictureJson picture) -> picture.weight())
                // what is to go is gone when a search returns
                .executor(Runnable::run)
                .build();
    }

    PictureJson read(LeafReader segment, int document) throws IOException {
        Key key = new Key(segment.getCoreCacheHelper().getKey(), document);
        PictureJson known = pictures.getIfPresent(key);
        if (known != null) {
            return known;
        }
        DocumentStoredFieldVisitor visitor = new DocumentStoredFieldVisitor(Set.of(JSON));
        segment.storedFields().document(document, visitor);
        PictureJson picture = PictureJson.read(Objects.requireNonNull(visitor.getDocument().get(JSON)));
        pictures.put(key, picture);
        return picture;
    }
}
