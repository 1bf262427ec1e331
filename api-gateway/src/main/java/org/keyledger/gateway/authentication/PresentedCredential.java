package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.Problem;

/** A credential of a request, not verified yet. */
record PresentedCredential(Source source, String text) {

    /** Where a request carries a credential. */
    enum Source {
        HEADER,
        COOKIE
    }

    private static final String BEARER = "bearer ";

    /** Reads the API key or token in {@code X-API-Key} or {@code Authorization: Bearer}. */
    static Stream<PresentedCredential> inHeaders(HttpServletRequest request) {
        var presented = new LinkedHashSet<String>();
        headers(request, "X-API-Key").forEach(presented::add);
        var authorizations = Set.copyOf(headers(request, "Authorization").toList());
        authorizations.forEach(it -> bearer(it).ifPresent(presented::add));
        if (authorizations.size() > 1) {
            throw Problem.AMBIGUOUS_CREDENTIALS.toException();
        }
        return presented.stream().map(text -> new PresentedCredential(Source.HEADER, text));
    }

    private static Stream<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name)).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** RFC 6750, section 2.1; the scheme in any case (RFC 9110, section 11.1). */
    private static Optional<String> bearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "PresentedCredential[hidden]";
    }
}
