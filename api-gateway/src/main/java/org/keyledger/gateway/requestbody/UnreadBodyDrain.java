package org.keyledger.gateway.requestbody;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.keyledger.gateway.problem.Problem;

/**
 * Discards the rest of a body after the response, so that the client can read the response. Closes the connection if
 * the rest is too large or too slow. It reads from Coyote, because the servlet input stream ends with the response.
 */
final class UnreadBodyDrain extends AsyncBodyReader implements ApplicationBufferHandler {

    private static final long MAX_DRAINED_BYTES = 2L * 1024 * 1024;

    private final Request request;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long drainedBytes;

    UnreadBodyDrain(Request request) {
        super(request);
        this.request = request;
    }

    @Override
    boolean isReady() {
        return !request.isFinished() && request.getCoyoteRequest().isReady();
    }

    @Override
    void readAvailable() throws IOException {
        drainedBytes += request.getCoyoteRequest().doRead(this);
        if (drainedBytes > MAX_DRAINED_BYTES) {
            reject(Problem.BODY_TOO_LARGE);
        }
    }

    @Override
    void onBodyComplete() {
        context().complete();
    }

    @Override
    void onRejected(Problem reason) {
        closeConnection(request);
        context().complete();
    }

    static void closeConnection(Request request) {
        request.getResponse().getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }

    @Override
    void onDisconnect() {
        // nothing to release
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        bytes = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return bytes;
    }

    @Override
    public void expand(int size) {
        // not needed: the bytes are discarded
    }
}
