package org.keyledger.gateway.user;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether a sign-up has to verify its e-mail address.
 *
 * @param mail the mail mode; with {@code off} no mail is sent and every address counts as verified
 */
@ConfigurationProperties("keyledger")
record SignUpSettings(@DefaultValue("") String mail) {

    private static final String OFF = "off";

    boolean verifiesByMail() {
        return !mail.strip().equalsIgnoreCase(OFF);
    }
}
