/// The portal on one machine: real components as child processes, the runner of the whole, and what tests need of both.
@NullMarked
package dev.imageportal.local;

import org.jspecify.annotations.NullMarked;
