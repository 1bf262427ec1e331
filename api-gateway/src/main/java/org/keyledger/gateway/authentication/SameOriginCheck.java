package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.PublicSettings;

/** Takes a form from our own pages alone. Who is no browser names no origin, and may. */
public final class SameOriginCheck {

    private static final Set<String> ALLOWED_SITES = Set.of("same-origin", "none");

    private final PublicSettings settings;

    SameOriginCheck(PublicSettings settings) {
        this.settings = settings;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 403 {@code foreign-origin} */
    public void requireSameOrigin(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        var ours = site == null ? origin == null || origin.equals(settings.urlOf("")) : ALLOWED_SITES.contains(site);
        if (!ours) {
            throw Problem.FOREIGN_ORIGIN.toException();
        }
    }
}
