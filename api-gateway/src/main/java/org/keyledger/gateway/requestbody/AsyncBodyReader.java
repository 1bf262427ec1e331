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
 * Reads a request body without blocking: a container thread reads the available bytes, and no thread waits in between.
 * Only one thread reads at a time. Exactly one of {@link #onBodyComplete}, {@link #onRejected} and
 * {@link #onDisconnect} is called as result of the reading.
 */
abstract class AsyncBodyReader implements ReadListener, AsyncListener {

    private final HttpServletRequest request;
    private boolean done;

    AsyncBodyReader(HttpServletRequest request) {
        this.request = request;
    }

    /** Whether bytes can be read without blocking; if false, the container calls back later. */
    abstract boolean isReady() throws IOException;

    abstract void readAvailable() throws IOException;

    abstract void onBodyComplete();

    abstract void onRejected(Problem reason);

    abstract void onDisconnect();

    final void startReading(Duration timeout) throws IOException {
        var async = request.startAsync();
        async.setTimeout(timeout.toMillis());
        async.addListener(this);
        request.getInputStream().setReadListener(this);
    }

    final void reject(Problem reason) {
        if (!done) {
            done = true;
            onRejected(reason);
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

    /** The client disconnected: the request is not processed and gets no response. */
    @Override
    public final void onError(AsyncEvent event) {
        if (!done) {
            done = true;
            onDisconnect();
            context().complete();
        }
    }

    @Override
    public final void onError(Throwable failure) {
        // the container calls onError(AsyncEvent) too
    }

    @Override
    public final void onComplete(AsyncEvent event) {
        // nothing to do: the response was sent
    }

    @Override
    public final void onStartAsync(AsyncEvent event) {
        // nothing to do: another reader was started
    }
}
