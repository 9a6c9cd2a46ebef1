package dev.imageportal.image.vips;

/// libvips refused or failed an operation; the message is libvips' own and meant for logs, not for people.
public class VipsException extends Exception {

    public VipsException(String message) {
        super(message);
    }
}
