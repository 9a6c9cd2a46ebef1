/// `./portal bench`: load on the whole portal, what it costs there, and the reports.
@NullMarked
package dev.imageportal.benchmarks;

import org.jspecify.annotations.NullMarked;
