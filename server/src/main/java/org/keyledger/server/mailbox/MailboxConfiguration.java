package org.keyledger.server.mailbox;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the mailbox page; needs a {@link Mailbox}, which the configuration of the mail transport provides. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailboxSettings.class)
public class MailboxConfiguration {

    @Bean
    MailboxEndpoint mailboxEndpoint(Mailbox mailbox, MailboxSettings settings) {
        return new MailboxEndpoint(mailbox, settings);
    }
}
