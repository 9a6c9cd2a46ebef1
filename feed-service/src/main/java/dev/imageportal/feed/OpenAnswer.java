package dev.imageportal.feed;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An answer that stays open when its request's thread has gone on.
///
/// The container takes back the objects of an answer that ended and gives them to the next request, also when it ends
/// one itself because its reader is gone. Whoever wrote on would write into somebody else's answer; so nothing is
/// written, and nothing completed, once this answer has ended.
final class OpenAnswer implements AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(OpenAnswer.class);

    private final OutputStream out;
    private final AsyncContext context;
    private final ReentrantLock using = new ReentrantLock();
    private boolean ended;

    private OpenAnswer(OutputStream out, AsyncContext context) {
        this.out = out;
        this.context = context;
    }

    /// Sends the head and the first bytes while the request's thread still is the only one that knows the answer: the
    /// filters around it add headers until the head is sent.
    ///
    /// @throws IOException when the reader is gone
    static OpenAnswer begin(HttpServletRequest request, HttpServletResponse response, byte[] first) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(first);
        out.flush();
        OpenAnswer answer = new OpenAnswer(out, request.startAsync(request, response));
        answer.context.setTimeout(0);
        answer.context.addListener(answer);
        return answer;
    }

    /// @throws IOException when the reader is gone
    void write(byte[] bytes) throws IOException {
        using.lock();
        try {
            refuseWhenEnded();
            out.write(bytes);
        } finally {
            using.unlock();
        }
    }

    /// @throws IOException when the reader is gone
    void flush() throws IOException {
        using.lock();
        try {
            refuseWhenEnded();
            out.flush();
        } finally {
            using.unlock();
        }
    }

    private void refuseWhenEnded() throws IOException {
        if (ended) {
            throw new IOException("the answer has ended");
        }
    }

    /// Ends the answer, at the first call.
    void complete() {
        using.lock();
        try {
            if (!ended) {
                ended = true;
                context.complete();
            }
        } catch (IllegalStateException e) {
            log.debug("The container ended the answer before: {}", e.toString());
        } finally {
            using.unlock();
        }
    }

    /// The reader is gone. By default the container would try to write an error page.
    @Override
    public void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
