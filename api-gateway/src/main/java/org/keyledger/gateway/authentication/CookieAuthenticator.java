package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.gateway.authentication.PresentedCredential.Source;
import org.keyledger.gateway.cookie.CookieSettings;
import org.keyledger.gateway.cookie.SessionCookieToken;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.CredentialVerifier;

/** Reads session cookies and authenticates them: in memory, without a JWT and without the store. */
final class CookieAuthenticator implements CredentialReader, Authenticator {

    private final SessionCookies cookies;
    private final CookieSettings settings;
    private final CredentialVerifier verifier;
    private final Clock clock;

    CookieAuthenticator(SessionCookies cookies, CookieSettings settings, CredentialVerifier verifier, Clock clock) {
        this.cookies = cookies;
        this.settings = settings;
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public Stream<PresentedCredential> read(HttpServletRequest request) {
        return cookies.findSession(request).map(text -> new PresentedCredential(Source.COOKIE, text)).stream();
    }

    @Override
    public Optional<VerifiedCaller> authenticate(PresentedCredential credential) {
        return credential.source() == Source.COOKIE
                ? cookies.check(credential.text()).flatMap(this::caller)
                : Optional.empty();
    }

    private Optional<VerifiedCaller> caller(SessionCookieToken cookie) {
        return verifier.findActiveSession(cookie.session())
                .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException)
                .filter(session -> settings.accepts(cookie, session, clock.instant()))
                .map(CookieCaller::new);
    }
}
