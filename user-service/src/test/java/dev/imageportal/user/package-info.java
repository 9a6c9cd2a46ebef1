@NullMarked
package dev.imageportal.user;

import org.jspecify.annotations.NullMarked;
