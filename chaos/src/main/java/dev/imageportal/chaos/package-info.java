/// Faults on purpose, and whether the portal keeps its promises under them.
@NullMarked
package dev.imageportal.chaos;

import org.jspecify.annotations.NullMarked;
