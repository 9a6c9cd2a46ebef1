@NullMarked
package dev.imageportal.image;

import org.jspecify.annotations.NullMarked;
