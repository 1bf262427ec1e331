package org.keyledger.gateway.dispatching;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.keyledger.gateway.answering.Correlation;
import org.keyledger.gateway.answering.Problem;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.user.UserId;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The request being answered: who acts in it, and how far it has written and must see. */
public final class Exchange {

    private static final String POSITION = "Ledger-Position";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String ACTOR = Exchange.class.getName() + ".actor";
    private static final String WRITTEN = Exchange.class.getName() + ".written";

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    private Exchange(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    static Exchange current() {
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return new Exchange(attributes.getRequest(), Objects.requireNonNull(attributes.getResponse()));
    }

    /** From here on the request is this user's doing. */
    public static void actsAs(HttpServletRequest request, UserId actor) {
        request.setAttribute(ACTOR, actor);
    }

    /** What travels with every command and query. */
    Map<String, Object> metadata() {
        var metadata = new HashMap<String, Object>();
        metadata.put(RequestMetadata.CORRELATION, Correlation.of(request));
        metadata.put(RequestMetadata.ADDRESS, request.getRemoteAddr());
        var agent = request.getHeader("User-Agent");
        if (agent != null) {
            metadata.put(RequestMetadata.USER_AGENT, agent.substring(0, Math.min(agent.length(), 512)));
        }
        if (request.getAttribute(ACTOR) instanceof UserId actor) {
            metadata.put(RequestMetadata.ACTOR, actor.toString());
        }
        return metadata;
    }

    void wrote(long position) {
        request.setAttribute(WRITTEN, position);
        response.setHeader(POSITION, Long.toString(position));
    }

    /** Its own last write, or what the client says it has seen. */
    OptionalLong atLeast() {
        var asked = request.getHeader(POSITION);
        if (asked != null && !NUMBER.matcher(asked).matches()) {
            throw Problem.INVALID_REQUEST.found().about(POSITION, "is a number");
        }
        var position = Math.max(
                asked == null ? -1 : Long.parseLong(asked),
                request.getAttribute(WRITTEN) instanceof Long own ? own : -1);
        return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }
}
