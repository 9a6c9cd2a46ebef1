package dev.imageportal.image;

import java.util.Collection;
import java.util.Set;

/// Whatever keeps copies of renditions between the portal and those who look at them.
interface EdgeCaches {

    /// For a portal without any.
    EdgeCaches NONE = new EdgeCaches() {

        @Override
        public boolean any() {
            return false;
        }

        @Override
        public Set<String> forget(Collection<String> imageIds) {
            return Set.copyOf(imageIds);
        }
    };

    boolean any();

    /// To be called when the objects are gone, lest they be fetched anew.
    ///
    /// @return those images whose renditions the caches are sure to drop; the others are to be brought again later
    Set<String> forget(Collection<String> imageIds);
}
