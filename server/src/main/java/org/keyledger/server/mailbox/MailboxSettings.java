package org.keyledger.server.mailbox;

import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of the mailbox page. */
@ConfigurationProperties("keyledger.mailbox")
public record MailboxSettings(@DefaultValue("false") boolean open) {

    static final Setting<Boolean> OPEN = Setting.of(
            "keyledger.mailbox.open",
            Bound.any("true or false"),
            "`true`: every client that reaches the API can read `/mailbox`. `false`: only clients on this machine.");
}
