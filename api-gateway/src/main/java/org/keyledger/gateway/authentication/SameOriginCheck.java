package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.PublicSettings;

/**
 * Rejects cross-origin requests. Clients that send neither {@code Origin} nor {@code Sec-Fetch-Site} are accepted,
 * because they are not browsers.
 */
public final class SameOriginCheck {

    private static final Set<String> ALLOWED_SITES = Set.of("same-origin", "none");

    private static final String ACCEPTED = SameOriginCheck.class.getName();

    private final PublicSettings settings;

    SameOriginCheck(PublicSettings settings) {
        this.settings = settings;
    }

    /**
     * Also accepts a request that {@link #accept} was called for.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code foreign-origin}
     */
    public void requireSameOrigin(HttpServletRequest request) {
        if (!isSameOrigin(request) && request.getAttribute(ACCEPTED) == null) {
            throw Problem.FOREIGN_ORIGIN.toException();
        }
    }

    /** Accepts this request, whose origin is another one that the operator trusts with its route. */
    public void accept(HttpServletRequest request) {
        request.setAttribute(ACCEPTED, true);
    }

    /** Strict: false for a request that was accepted from another origin. */
    public boolean isSameOrigin(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        return site == null ? origin == null || origin.equals(settings.origin()) : ALLOWED_SITES.contains(site);
    }
}
