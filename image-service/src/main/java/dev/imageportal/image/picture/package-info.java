/// From an uploaded file to its renditions, placeholder, camera data and the list of what others must not see of it.
/// Nothing here knows of HTTP, database or object store.
@NullMarked
package dev.imageportal.image.picture;

import org.jspecify.annotations.NullMarked;
