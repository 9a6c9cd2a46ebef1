package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

/// An image as the feeds hold it.
record ShownImage(String username, ImageJson json) {

    ShownImage(byte[] username, ImageJson json) {
        this(new String(username, UTF_8), json);
    }
}
