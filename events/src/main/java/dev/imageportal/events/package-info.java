/// The event contract between image-service, which produces, and the read models, which consume.
/// Fields are only ever added; a reader ignores those that it does not know.
@NullMarked
package dev.imageportal.events;

import org.jspecify.annotations.NullMarked;
