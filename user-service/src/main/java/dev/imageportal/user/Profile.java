package dev.imageportal.user;

import java.time.Instant;

/// What everyone may know about a user.
///
/// @param displayName 1 to 100 characters
/// @param bio         empty unless written
record Profile(String username, String displayName, String bio, Instant joinedAt) {}
