/// The pictures: originals and renditions in the object store, their records in the database, and the outbox that
/// tells the read models of them.
@NullMarked
package dev.imageportal.image;

import org.jspecify.annotations.NullMarked;
