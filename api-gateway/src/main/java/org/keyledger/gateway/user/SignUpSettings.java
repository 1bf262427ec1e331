package org.keyledger.gateway.user;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What signing up asks for.
 *
 * @param mail how mail is sent; {@code off} is not at all, and then an address counts as verified at once
 */
@ConfigurationProperties("keyledger")
record SignUpSettings(@DefaultValue("") String mail) {

    private static final String OFF = "off";

    boolean verifiesByMail() {
        return !mail.strip().equalsIgnoreCase(OFF);
    }
}
