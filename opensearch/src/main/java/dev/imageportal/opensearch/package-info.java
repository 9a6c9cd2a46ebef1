/// An OpenSearch node as a child process.
@NullMarked
package dev.imageportal.opensearch;

import org.jspecify.annotations.NullMarked;
