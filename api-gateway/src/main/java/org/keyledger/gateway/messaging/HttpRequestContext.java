package org.keyledger.gateway.messaging;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.clientaddress.ClientAddressFilter;
import org.keyledger.gateway.problem.CorrelationId;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.RequestMetadata;

/** The context of a request whose response is not sent yet: writes are reported in {@code Ledger-Position}, unless they are hidden. */
final class HttpRequestContext extends RequestContext {

    static final String POSITION = "Ledger-Position";
    private static final String WRITTEN = RequestContext.class.getName() + ".written";
    private static final String HIDDEN = RequestContext.class.getName() + ".hidden";

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    HttpRequestContext(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    @Override
    @Nullable
    Actor actor() {
        return actor(request);
    }

    @Override
    Map<String, Object> metadata() {
        var metadata = new HashMap<String, Object>();
        metadata.put(RequestMetadata.CORRELATION, CorrelationId.of(request));
        metadata.put(RequestMetadata.ADDRESS, ClientAddressFilter.of(request).toString());
        var agent = request.getHeader("User-Agent");
        if (agent != null) {
            metadata.put(RequestMetadata.USER_AGENT, agent.substring(0, Math.min(agent.length(), 512)));
        }
        return metadata;
    }

    @Override
    Map<String, Object> clientMetadata() {
        return client(request);
    }

    @Override
    void recordWrite(long position) {
        request.setAttribute(WRITTEN, position);
        if (request.getAttribute(HIDDEN) == null) {
            response.setHeader(POSITION, Long.toString(position));
        }
    }

    @Override
    void hideWrites() {
        request.setAttribute(HIDDEN, true);
    }

    /**
     * The request's own write if there is one, because it is later than any position the client can know; otherwise the
     * client's {@code Ledger-Position}, which is not validated after a write, because the write cannot be undone.
     */
    @Override
    OptionalLong minPosition() {
        if (request.getAttribute(WRITTEN) instanceof Long written) {
            return OptionalLong.of(written);
        }
        var requested = requestedPosition(request);
        if (requested.isEmpty() && request.getHeader(POSITION) != null) {
            throw Problem.INVALID_REQUEST.toException().withFieldError(POSITION, "must be a number of 1 to 18 digits");
        }
        return requested;
    }
}
