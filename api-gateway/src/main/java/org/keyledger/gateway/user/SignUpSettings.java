package org.keyledger.gateway.user;

import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether anybody can sign up, and whether a sign-up has to verify its e-mail address.
 *
 * @param mail the mail mode; with {@code off} no mail is sent and every address counts as verified
 * @param signUp {@code open} or {@code closed}
 */
@ConfigurationProperties("keyledger")
record SignUpSettings(
        @DefaultValue("") String mail, @DefaultValue("open") String signUp) {

    private static final String OFF = "off";
    private static final String OPEN = "open";
    private static final String CLOSED = "closed";

    static final Setting<String> SIGN_UP = Setting.of(
            "keyledger.sign-up",
            Bound.of("open or closed", mode -> isMode(mode, OPEN) || isMode(mode, CLOSED)),
            "Whether anybody can sign up. `closed`: every sign-up is refused with 403 `sign-up-closed`; accounts that exist"
                    + " are not affected.");

    SignUpSettings {
        SIGN_UP.require(signUp);
    }

    boolean verifiesByMail() {
        return !isMode(mail, OFF);
    }

    boolean isClosed() {
        return isMode(signUp, CLOSED);
    }

    private static boolean isMode(String text, String mode) {
        return text.strip().equalsIgnoreCase(mode);
    }
}
