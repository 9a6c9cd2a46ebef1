package dev.imageportal.search;

/// A picture that a query found.
record FoundPicture(ImageId id, PictureJson json) {}
