package org.keyledger.gateway.login;

import org.keyledger.gateway.login.LogIn.Channel;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which APIs log in only users whose e-mail address is verified. */
@ConfigurationProperties("keyledger.verified-login")
record LoginSettings(
        @DefaultValue("false") boolean token,
        @DefaultValue("true") boolean browser) {

    static final Setting<Boolean> TOKEN = Setting.of(
            "keyledger.verified-login.token",
            Bound.any("true or false"),
            "Whether a log-in through the token API requires a verified address.");

    static final Setting<Boolean> BROWSER = Setting.of(
            "keyledger.verified-login.browser",
            Bound.any("true or false"),
            "Whether a log-in through the browser API requires a verified address.");

    boolean requiresVerifiedEmail(Channel channel) {
        return channel == Channel.BROWSER ? browser : token;
    }
}
