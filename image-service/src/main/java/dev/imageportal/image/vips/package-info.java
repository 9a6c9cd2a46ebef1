/// A small binding to libvips (https://www.libvips.org/API/8.18/) through Java's Foreign Function & Memory API: only
/// the functions that picture processing needs.
@NullMarked
package dev.imageportal.image.vips;

import org.jspecify.annotations.NullMarked;
