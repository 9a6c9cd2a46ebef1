package dev.imageportal.user;

/// Somebody who is logged in.
record Session(Profile profile, Tokens tokens) {}
