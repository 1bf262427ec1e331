package org.keyledger.gateway.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.federation.ProviderName;

/**
 * The cookies of flows with providers, encrypted and valid for ten minutes: the started flow of each provider, which binds
 * a response to the browser that asked for it, and the identity that its owner must confirm.
 */
public final class FlowCookies {

    private static final String FLOW = "keyledger_oauth_";
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final CookieSealer sealer;
    private final HostCookie pendingCookie;
    private final PublicSettings settings;
    private final Clock clock;

    FlowCookies(CookieSealer sealer, PublicSettings settings, Clock clock) {
        this.sealer = sealer;
        this.pendingCookie = HostCookie.of("keyledger_pending_identity", settings);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param fromOtherSite whether the response comes as a form of the provider's page: then the cookie must be sent across
     *     sites, which browsers do for secure cookies only
     */
    public void write(HttpServletResponse response, StartedFlow flow, boolean fromOtherSite) {
        write(response, flowCookie(flow.provider(), fromOtherSite), flow.text());
    }

    public void clear(HttpServletResponse response, ProviderName provider, boolean fromOtherSite) {
        flowCookie(provider, fromOtherSite).clear(response);
    }

    /** The flow that this browser started with the provider within ten minutes. */
    public Optional<StartedFlow> findFlow(HttpServletRequest request, ProviderName provider) {
        return find(request, flowCookie(provider, false))
                .map(StartedFlow::parse)
                .filter(flow -> flow.provider().equals(provider) && isRecent(flow.startedAt()));
    }

    public void write(HttpServletResponse response, PendingIdentity pending) {
        write(response, pendingCookie, pending.text());
    }

    public void clearPending(HttpServletResponse response) {
        pendingCookie.clear(response);
    }

    /** The identity that was confirmed for this browser within ten minutes. */
    public Optional<PendingIdentity> findPending(HttpServletRequest request) {
        return find(request, pendingCookie)
                .map(PendingIdentity::parse)
                .filter(pending -> isRecent(pending.confirmedAt()));
    }

    private HostCookie flowCookie(ProviderName provider, boolean fromOtherSite) {
        var name = FLOW + provider;
        return fromOtherSite ? HostCookie.acrossSites(name, settings) : HostCookie.of(name, settings);
    }

    private void write(HttpServletResponse response, HostCookie cookie, String text) {
        cookie.write(response, sealer.seal(cookie.name(), text), LIFETIME);
    }

    private Optional<String> find(HttpServletRequest request, HostCookie cookie) {
        return cookie.values(request).stream()
                .flatMap(value -> sealer.open(cookie.name(), value).stream())
                .findFirst();
    }

    /** The absolute difference, so that a clock that was set back does not extend the ten minutes. */
    private boolean isRecent(Instant time) {
        return Duration.between(time, clock.instant()).abs().compareTo(LIFETIME) < 0;
    }
}
