package org.keyledger.query.mail;

import java.time.Clock;
import java.util.List;
import org.keyledger.query.projecting.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mails to send. */
@Configuration(proxyBeanMethods = false)
public class MailConfiguration {

    @Bean
    Projection addressedMailsProjection(Clock clock) {
        return new Projection(List.of(AddressedMails.VIEW), models -> new AddressedMails(models, clock));
    }
}
