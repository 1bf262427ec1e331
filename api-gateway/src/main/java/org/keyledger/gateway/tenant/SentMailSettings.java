package org.keyledger.gateway.tenant;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param mail the mail mode; with {@code off} no mail is sent, so that nobody can log in by a mailed link */
@ConfigurationProperties("keyledger")
record SentMailSettings(@DefaultValue("") String mail) {

    boolean isOn() {
        return !mail.strip().equalsIgnoreCase("off");
    }
}
