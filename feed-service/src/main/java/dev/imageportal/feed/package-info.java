/// Home, profile and hashtag feeds: a read model of the image events.
@NullMarked
package dev.imageportal.feed;

import org.jspecify.annotations.NullMarked;
