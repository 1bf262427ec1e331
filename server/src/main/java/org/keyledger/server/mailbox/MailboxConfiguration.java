package org.keyledger.server.mailbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the mailbox page; needs a {@link Mailbox}, which the configuration of the mail transport provides. */
@Configuration(proxyBeanMethods = false)
public class MailboxConfiguration {

    @Bean
    MailboxEndpoint mailboxEndpoint(Mailbox mailbox) {
        return new MailboxEndpoint(mailbox);
    }
}
