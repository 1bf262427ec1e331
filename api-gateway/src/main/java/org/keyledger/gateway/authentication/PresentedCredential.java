package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.Problem;

/** The API key or token of a request, not verified yet. */
record PresentedCredential(String text) {

    private static final String BEARER = "bearer ";

    /**
     * The credential in {@code X-API-Key} or {@code Authorization: Bearer}, if there is one.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code ambiguous-credentials} if the headers contain
     *     different credentials, even if both belong to the same caller
     */
    static Optional<PresentedCredential> of(HttpServletRequest request) {
        var presented = new LinkedHashSet<String>();
        headers(request, "X-API-Key").forEach(presented::add);
        var authorizations = Set.copyOf(headers(request, "Authorization").toList());
        authorizations.forEach(it -> bearer(it).ifPresent(presented::add));
        if (presented.size() > 1 || authorizations.size() > 1) {
            throw Problem.AMBIGUOUS_CREDENTIALS.toException();
        }
        return presented.stream().findFirst().map(PresentedCredential::new);
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
