@NullMarked
package dev.imageportal.gateway;

import org.jspecify.annotations.NullMarked;
