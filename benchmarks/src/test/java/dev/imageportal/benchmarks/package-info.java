@NullMarked
package dev.imageportal.benchmarks;

import org.jspecify.annotations.NullMarked;
