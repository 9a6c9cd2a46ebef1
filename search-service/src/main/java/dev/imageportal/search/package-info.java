/// Finds pictures by keyword, hashtag and user name.
///
/// The index is a read model: Kafka's image events feed it ([IndexUpdates]), and [Rebuild] makes it anew from
/// image-service. [QueryParser] reads what a person typed, [PictureSearch] answers it.
@NullMarked
package dev.imageportal.search;

import org.jspecify.annotations.NullMarked;
