package org.keyledger.gateway.cookie;

import java.time.Duration;
import java.time.Instant;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.RefreshSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sessions that cookies depend on.
 *
 * @param rememberedIdle how long a browser keeps the cookies of a session that the user asked to be remembered
 * @param refreshGrace how long a replaced session cookie is accepted
 */
@ConfigurationProperties("keyledger.session")
public record CookieSettings(
        @DefaultValue("30d") Duration rememberedIdle,
        @DefaultValue("10s") Duration refreshGrace) {

    public CookieSettings {
        RefreshSettings.REMEMBERED_IDLE.require(rememberedIdle);
        RefreshSettings.REFRESH_GRACE.require(refreshGrace);
    }

    /** Whether the cookie belongs to the session and is not older than the grace period allows. */
    public boolean accepts(SessionCookieToken cookie, ActiveSession session, Instant now) {
        return cookie.session().equals(session.session()) && session.accepts(cookie.generation(), now, refreshGrace);
    }
}
