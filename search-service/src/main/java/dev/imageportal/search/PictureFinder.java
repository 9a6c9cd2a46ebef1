package dev.imageportal.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds pictures in one index for one request.
interface PictureFinder {

    /// How many pictures match; where they are more than `atMost`, only that.
    SearchRequest.Total count(StepQuery query, int atMost);

    /// The newest pictures that match, the newest first.
    ///
    /// @param before only pictures older than this one, null for all
    /// @param few    whether so few match that all of them may be looked at
    List<FoundPicture> newest(StepQuery query, @Nullable ImageId before, int count, boolean few);
}
