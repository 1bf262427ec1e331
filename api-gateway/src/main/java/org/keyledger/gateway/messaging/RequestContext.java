package org.keyledger.gateway.messaging;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.UserId;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The request that work is done for: who acts in it, and how far it has written and must see. */
public abstract sealed class RequestContext permits HttpRequestContext, DetachedRequestContext {

    private static final ThreadLocal<@Nullable RequestContext> DETACHED = new ThreadLocal<>();
    private static final String ACTOR = RequestContext.class.getName() + ".actor";

    static RequestContext current() {
        var answered = DETACHED.get();
        if (answered != null) {
            return answered;
        }
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return new HttpRequestContext(attributes.getRequest(), Objects.requireNonNull(attributes.getResponse()));
    }

    /** From here on the request is this user's doing. */
    public static void recordActor(HttpServletRequest request, UserId actor) {
        request.setAttribute(ACTOR, actor);
    }

    static @Nullable UserId actor(HttpServletRequest request) {
        return (UserId) request.getAttribute(ACTOR);
    }

    /** This request without its answer: what is done for it later shows nowhere. */
    final RequestContext detached() {
        return new DetachedRequestContext(metadata());
    }

    /** Does work on this thread for the sake of this request. */
    final void run(Runnable work) {
        DETACHED.set(this);
        try {
            work.run();
        } finally {
            DETACHED.remove();
        }
    }

    /** What travels with every command and query. */
    abstract Map<String, Object> metadata();

    abstract void recordWrite(long position);

    /** Its own last write, or what the client says it has seen. */
    abstract OptionalLong minPosition();
}
