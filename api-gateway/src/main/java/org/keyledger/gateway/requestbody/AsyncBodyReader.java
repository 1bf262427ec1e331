package org.keyledger.gateway.requestbody;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.keyledger.gateway.problem.Problem;

/**
 * A body that is on its way. What comes of it is taken by whatever thread the container has for it at that moment, never
 * by two at once; in between, no thread knows of it. It ends once: whole, given up, or with its client gone.
 */
abstract class AsyncBodyReader implements ReadListener, AsyncListener {

    private final HttpServletRequest request;
    private boolean done;

    AsyncBodyReader(HttpServletRequest request) {
        this.request = request;
    }

    /** Whether something can be taken without waiting; if not, the container calls when it can. */
    abstract boolean isReady() throws IOException;

    abstract void readAvailable() throws IOException;

    abstract void onBodyComplete();

    abstract void onRejected(Problem why);

    abstract void onDisconnect();

    final void startReading(Duration timeout) throws IOException {
        var waiting = request.startAsync();
        waiting.setTimeout(timeout.toMillis());
        waiting.addListener(this);
        request.getInputStream().setReadListener(this);
    }

    final void reject(Problem why) {
        if (!done) {
            done = true;
            onRejected(why);
        }
    }

    final boolean isDone() {
        return done;
    }

    final HttpServletRequest request() {
        return request;
    }

    final AsyncContext context() {
        return request.getAsyncContext();
    }

    @Override
    public final void onDataAvailable() throws IOException {
        while (!done && isReady()) {
            readAvailable();
        }
    }

    @Override
    public final void onAllDataRead() {
        if (!done) {
            done = true;
            onBodyComplete();
        }
    }

    @Override
    public final void onTimeout(AsyncEvent event) {
        reject(Problem.BODY_TOO_SLOW);
    }

    /** Who is no longer there is not answered, and what was asked for is not done. */
    @Override
    public final void onError(AsyncEvent event) {
        if (!done) {
            done = true;
            onDisconnect();
            context().complete();
        }
    }

    @Override
    public final void onError(Throwable broken) {
        // the other onError follows
    }

    @Override
    public final void onComplete(AsyncEvent event) {
        // the request is answered
    }

    @Override
    public final void onStartAsync(AsyncEvent event) {
        // somebody else waits now
    }
}
