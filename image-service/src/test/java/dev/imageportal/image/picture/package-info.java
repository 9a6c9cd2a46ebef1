@NullMarked
package dev.imageportal.image.picture;

import org.jspecify.annotations.NullMarked;
