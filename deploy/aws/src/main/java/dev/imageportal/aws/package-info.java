/// The portal on AWS: what stays (network, stores, the way in), what comes and goes (instances), and how many of those.
@NullMarked
package dev.imageportal.aws;

import org.jspecify.annotations.NullMarked;
