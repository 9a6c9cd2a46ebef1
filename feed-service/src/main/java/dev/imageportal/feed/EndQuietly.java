package dev.imageportal.feed;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/// Ends an answer whose reader is gone: by default the container would try to write an error page to it.
final class EndQuietly implements AsyncListener {

    @Override
    public void onError(AsyncEvent event) {
        event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
