package org.keyledger.gateway.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.federation.ProviderName;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookies of flows with providers, encrypted and valid for ten minutes: the started flow of each provider, which binds
 * a response to the browser that asked for it, and the identity that its owner must confirm.
 */
public final class FlowCookies {

    private static final String FLOW = "keyledger_oauth_";
    private static final String PENDING = "keyledger_pending_identity";
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final CookieSealer sealer;
    private final PublicSettings settings;
    private final Clock clock;

    FlowCookies(CookieSealer sealer, PublicSettings settings, Clock clock) {
        this.sealer = sealer;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param fromOtherSite whether the response comes as a form of the provider's page: then the cookie must be sent across
     *     sites, which browsers do for secure cookies only
     */
    public void write(HttpServletResponse response, StartedFlow flow, boolean fromOtherSite) {
        add(response, flowName(flow.provider()), flow.text(), LIFETIME, fromOtherSite);
    }

    public void clear(HttpServletResponse response, ProviderName provider, boolean fromOtherSite) {
        add(response, flowName(provider), "", Duration.ZERO, fromOtherSite);
    }

    /** The flow that this browser started with the provider within ten minutes. */
    public Optional<StartedFlow> findFlow(HttpServletRequest request, ProviderName provider) {
        return find(request, flowName(provider))
                .map(StartedFlow::parse)
                .filter(flow -> flow.provider().equals(provider) && isRecent(flow.startedAt()));
    }

    public void write(HttpServletResponse response, PendingIdentity pending) {
        add(response, name(PENDING), pending.text(), LIFETIME, false);
    }

    public void clearPending(HttpServletResponse response) {
        add(response, name(PENDING), "", Duration.ZERO, false);
    }

    /** The identity that was confirmed for this browser within ten minutes. */
    public Optional<PendingIdentity> findPending(HttpServletRequest request) {
        return find(request, name(PENDING))
                .map(PendingIdentity::parse)
                .filter(pending -> isRecent(pending.confirmedAt()));
    }

    private String flowName(ProviderName provider) {
        return name(FLOW + provider);
    }

    /** The prefix makes browsers refuse the cookie from other hosts (RFC 6265bis, section 4.1.3.2). */
    private String name(String base) {
        return settings.secure() ? "__Host-" + base : base;
    }

    private void add(HttpServletResponse response, String name, String text, Duration maxAge, boolean fromOtherSite) {
        var cookie = ResponseCookie.from(name, text.isEmpty() ? "" : sealer.seal(name, text))
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(settings.secure() || fromOtherSite)
                .sameSite(fromOtherSite ? "None" : "Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private Optional<String> find(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .flatMap(cookie -> sealer.open(name, cookie.getValue()).stream())
                        .findFirst();
    }

    /** The absolute difference, so that a clock that was set back does not extend the ten minutes. */
    private boolean isRecent(Instant time) {
        return Duration.between(time, clock.instant()).abs().compareTo(LIFETIME) < 0;
    }
}
