package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/// Whose or what pictures a list shows.
sealed interface FeedList {

    /// Unlike any other list's name; a list's cursors carry it.
    String name();

    record Everyone() implements FeedList {

        @Override
        public String name() {
            return "feed";
        }
    }

    /// @param username in any case
    record OfUser(String username) implements FeedList {

        public OfUser {
            username = username.toLowerCase(Locale.ROOT);
        }

        byte[] key() {
            return username.getBytes(UTF_8);
        }

        @Override
        public String name() {
            return "user " + username;
        }
    }

    record WithTag(Hashtag tag) implements FeedList {

        @Override
        public String name() {
            return "tag " + tag.key();
        }
    }
}
