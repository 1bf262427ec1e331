package org.keyledger.kernel.session;

import java.time.Duration;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;

/** Settings of sessions that both the command side and the gateway read. */
public final class RefreshSettings {

    public static final Setting<Duration> REMEMBERED_IDLE = Setting.of(
            "keyledger.session.remembered-idle",
            Bound.any("a duration that is not shorter than keyledger.session.idle"),
            "The same for a session that the user asked to be remembered.");

    public static final Setting<Duration> REFRESH_GRACE = Setting.of(
            "keyledger.session.refresh-grace",
            Bound.durationUpTo(Duration.ofMinutes(1)),
            "How long a rotated refresh token is answered with its successor, and a replaced session cookie is accepted,"
                    + " so that parallel requests of one client do not end the session.");

    private RefreshSettings() {}
}
