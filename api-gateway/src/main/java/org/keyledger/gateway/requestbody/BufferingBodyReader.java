package org.keyledger.gateway.requestbody;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.keyledger.gateway.problem.Problem;

/** A body that its door waits for. The request comes again once it is there, or is no longer waited for. */
final class BufferingBodyReader extends AsyncBodyReader {

    private static final int SLICE = 8192;

    private final ServletInputStream in;
    private final BodyMemoryBudget room;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BufferingBodyReader(HttpServletRequest request, BodyMemoryBudget room) throws IOException {
        super(request);
        this.in = request.getInputStream();
        this.room = room;
    }

    /** Takes what came together with the head; true if that is all, as it often is. Chunks cannot be asked for that. */
    boolean isThere() throws IOException {
        var length = request().getContentLengthLong();
        while (bytes.size() < length && in.available() > 0 && !isOver()) {
            takeSome();
        }
        return bytes.size() == length && !isOver();
    }

    @Override
    boolean isReady() {
        return in.isReady();
    }

    @Override
    void takeSome() throws IOException {
        var slice = new byte[SLICE];
        var count = Math.max(0, in.read(slice));
        bytes.write(slice, 0, count);
        if (!room.take(count)) {
            giveUp(Problem.OVERLOADED);
        } else if (bytes.size() > RequestBodyAttribute.LARGEST) {
            giveUp(Problem.BODY_TOO_LARGE);
        }
    }

    void handOver() {
        gone();
        RequestBodyAttribute.whole(request(), bytes.toByteArray());
    }

    @Override
    void whole() {
        handOver();
        context().dispatch();
    }

    @Override
    void givenUp(Problem why) {
        gone();
        RequestBodyAttribute.givenUp(request(), why);
        if (request().isAsyncStarted()) {
            context().dispatch();
        }
    }

    @Override
    void gone() {
        room.leave(bytes.size());
    }
}
