package org.keyledger.gateway.messaging;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Actor;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The request on whose behalf commands and queries are sent: metadata, own writes and the position reads must reach.
 */
public abstract sealed class RequestContext permits HttpRequestContext, DetachedRequestContext {

    private static final ThreadLocal<@Nullable RequestContext> DETACHED = new ThreadLocal<>();
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String CLIENT = RequestContext.class.getName() + ".client";
    private static final String ACTOR = RequestContext.class.getName() + ".actor";

    static RequestContext current() {
        var detached = DETACHED.get();
        if (detached != null) {
            return detached;
        }
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return new HttpRequestContext(attributes.getRequest(), Objects.requireNonNull(attributes.getResponse()));
    }

    /** Sets the actor of the commands of this request. */
    public static void recordActor(HttpServletRequest request, Actor actor) {
        request.setAttribute(ACTOR, actor);
    }

    /**
     * Sets what is known about the client of this request: metadata of the commands that start a session or create an
     * account, computed when one is sent.
     */
    public static void recordClient(HttpServletRequest request, Supplier<Map<String, Object>> metadata) {
        request.setAttribute(CLIENT, metadata);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> client(HttpServletRequest request) {
        var metadata = (Supplier<Map<String, Object>>) request.getAttribute(CLIENT);
        return metadata == null ? Map.of() : metadata.get();
    }

    static @Nullable Actor actor(HttpServletRequest request) {
        return (Actor) request.getAttribute(ACTOR);
    }

    /** The client's {@code Ledger-Position}; empty without the header or if it is malformed. */
    public static OptionalLong requestedPosition(HttpServletRequest request) {
        var requested = request.getHeader(HttpRequestContext.POSITION);
        return requested != null && NUMBER.matcher(requested).matches()
                ? OptionalLong.of(Long.parseLong(requested))
                : OptionalLong.empty();
    }

    /** A copy for work after the response, which cannot change the response any more. */
    final RequestContext detached() {
        return new DetachedRequestContext(metadata(), clientMetadata(), actor());
    }

    /** Runs work on the current thread with this context. */
    final void run(Runnable work) {
        DETACHED.set(this);
        try {
            work.run();
        } finally {
            DETACHED.remove();
        }
    }

    /** The actor of the request; null if the request has none, and then it cannot send a command. */
    abstract @Nullable Actor actor();

    /** The metadata of every command and query, without the actor. */
    abstract Map<String, Object> metadata();

    /** What commands that start a session or create an account carry besides. */
    abstract Map<String, Object> clientMetadata();

    /** Records the position of the last event that this request wrote. */
    abstract void recordWrite(long position);

    /** Leaves the positions of the current request's writes out of its response. */
    public static void hidePositions() {
        current().hideWrites();
    }

    abstract void hideWrites();

    /**
     * The position that reads must have reached: the request's own last write, or the client's {@code Ledger-Position}.
     */
    abstract OptionalLong minPosition();
}
