package dev.imageportal.feed;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/// Ends an answer whose reader is gone: by default the container would try to write an error page to it.
final class EndQuietly implements AsyncListener {

    @Override
    public void onError(AsyncEvent event) {
        try {
            event.getAsyncContext().complete();
        } catch (IllegalStateException e) {
            // ended already, by the stream's own thread
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
