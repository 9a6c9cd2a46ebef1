/// The only public door: which path goes to which service, how large and how slow a request may be, and what an error
/// looks like when the gateway itself answers.
@NullMarked
package dev.imageportal.gateway;

import org.jspecify.annotations.NullMarked;
