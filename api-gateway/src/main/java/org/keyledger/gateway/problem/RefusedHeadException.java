package org.keyledger.gateway.problem;

import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request while its head is parsed, before it has a route. {@link ProblemReportValve} responds to it and logs
 * the reason, which contains no part of the request.
 */
public final class RefusedHeadException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private static final String TOMCAT_LINE_TOO_LONG =
            StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

    private final int status;
    private final String reason;

    private RefusedHeadException(int status, String reason) {
        super(reason);
        this.status = status;
        this.reason = reason;
    }

    /** 400; the request is not valid HTTP. */
    public static RefusedHeadException malformed(String reason) {
        return new RefusedHeadException(400, reason);
    }

    /** 431 {@code headers-too-large} (RFC 6585, section 5). */
    public static RefusedHeadException tooLarge() {
        return new RefusedHeadException(Problem.HEADERS_TOO_LARGE.status(), "too long or too many header lines");
    }

    /**
     * What Tomcat has refused.
     *
     * @param status of Tomcat's response
     * @param thrown by Tomcat or our parser; Tomcat throws nothing for a malformed path, method or version
     */
    static RefusedHeadException of(int status, @Nullable Throwable thrown) {
        if (thrown instanceof RefusedHeadException known) {
            return known;
        }
        if (status == 400 && thrown != null && TOMCAT_LINE_TOO_LONG.equals(thrown.getMessage())) {
            return new RefusedHeadException(414, "request line too long");
        }
        return switch (status) {
            case 400 -> malformed(thrown == null ? "malformed request target" : "malformed request line");
            case 405 -> new RefusedHeadException(status, "method not supported");
            case 501 -> new RefusedHeadException(status, "method or transfer coding not supported");
            case 505 -> new RefusedHeadException(status, "HTTP version not supported");
            default -> new RefusedHeadException(status, "refused by the container");
        };
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }

    /** Without a stack trace, because a refused request is not a bug. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
