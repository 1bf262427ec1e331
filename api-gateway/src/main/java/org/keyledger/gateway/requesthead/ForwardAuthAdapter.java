package org.keyledger.gateway.requesthead;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;
import org.keyledger.gateway.problem.ForwardAuthDenial;

/**
 * Reads a check of a proxy as {@code GET /auth/check}, whatever its method, so that no method is answered without a
 * credential. Below {@code /auth/check/} path and query are those of the original request.
 * They are removed before Tomcat decodes and normalises them; otherwise {@code /auth/check/../docs} would be the page
 * {@code /docs}, and the proxy would take its 200 for an accepted credential.
 */
final class ForwardAuthAdapter implements Adapter {

    private static final String CHECK = "/auth/check";
    private static final String BELOW = CHECK + "/";
    private static final byte[] TARGET = CHECK.getBytes(US_ASCII);

    private final Adapter next;

    ForwardAuthAdapter(Adapter next) {
        this.next = next;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        var path = request.requestURI().getByteChunk();
        var isBelow = path.startsWith(BELOW, 0);
        if (isBelow || path.equals(CHECK)) {
            if (isBelow) {
                request.requestURI().setBytes(TARGET, 0, TARGET.length);
                request.queryString().recycle();
            }
            if (!"HEAD".equals(request.getMethod())) {
                request.setMethod("GET");
            }
            ForwardAuthDenial.recordForm(request);
        }
        next.service(request, response);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return next.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
        return next.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
        next.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        next.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return next.getDomain();
    }
}
