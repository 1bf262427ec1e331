package org.keyledger.gateway.requestbody;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.keyledger.gateway.problem.Problem;

/**
 * Buffers the body of a request, then dispatches the request again, with the body or with the reason of its rejection.
 */
final class BufferingBodyReader extends AsyncBodyReader {

    private static final int BUFFER_SIZE = 8192;

    private final ServletInputStream in;
    private final BodyMemoryBudget budget;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BufferingBodyReader(HttpServletRequest request, BodyMemoryBudget budget) throws IOException {
        super(request);
        this.in = request.getInputStream();
        this.budget = budget;
    }

    /**
     * Reads the bytes that arrived together with the head; true if the body is complete, which is common. A chunked
     * body is never complete here, because its length is unknown.
     */
    boolean readIfComplete() throws IOException {
        var length = request().getContentLengthLong();
        while (bytes.size() < length && in.available() > 0 && !isDone()) {
            readAvailable();
        }
        return bytes.size() == length && !isDone();
    }

    @Override
    boolean isReady() {
        return in.isReady();
    }

    @Override
    void readAvailable() throws IOException {
        var slice = new byte[(int) sliceSize()];
        var count = Math.max(0, in.read(slice));
        bytes.write(slice, 0, count);
        if (!budget.reserve(count)) {
            reject(Problem.OVERLOADED);
        } else if (bytes.size() > RequestBodyAttribute.MAX_BYTES) {
            reject(Problem.BODY_TOO_LARGE);
        }
    }

    /** The rest of the body if its length is known, which is often far less than the buffer. */
    private long sliceSize() {
        var length = request().getContentLengthLong();
        return length > bytes.size() ? Math.min(length - bytes.size(), BUFFER_SIZE) : BUFFER_SIZE;
    }

    void publishBody() {
        onDisconnect();
        RequestBodyAttribute.recordBody(request(), bytes.toByteArray());
    }

    @Override
    void onBodyComplete() {
        publishBody();
        context().dispatch();
    }

    @Override
    void onRejected(Problem reason) {
        onDisconnect();
        RequestBodyAttribute.recordRejection(request(), reason);
        if (request().isAsyncStarted()) {
            context().dispatch();
        }
    }

    @Override
    void onDisconnect() {
        budget.release(bytes.size());
    }
}
