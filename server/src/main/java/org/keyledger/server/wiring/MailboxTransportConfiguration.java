package org.keyledger.server.wiring;

import java.time.Clock;
import org.keyledger.server.mailbox.Mailbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the transport that keeps mails in memory. */
@Configuration(proxyBeanMethods = false)
class MailboxTransportConfiguration {

    @Bean
    Mailbox mailbox(Clock clock) {
        return new Mailbox(clock);
    }
}
