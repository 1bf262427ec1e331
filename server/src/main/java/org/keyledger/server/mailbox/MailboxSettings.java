package org.keyledger.server.mailbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read the mailbox page.
 *
 * @param open whether everyone who reaches the API may; else only this machine
 */
@ConfigurationProperties("keyledger.mailbox")
public record MailboxSettings(@DefaultValue("false") boolean open) {}
