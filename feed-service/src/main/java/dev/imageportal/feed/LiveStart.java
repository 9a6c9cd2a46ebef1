package dev.imageportal.feed;

/// Where a stream begins.
///
/// @param place the stream tells what happened after it
/// @param reset whether the reader missed something that can't be told any more
record LiveStart(long place, boolean reset) {}
