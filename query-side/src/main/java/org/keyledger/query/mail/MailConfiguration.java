package org.keyledger.query.mail;

import java.time.Clock;
import org.keyledger.query.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mails to send. */
@Configuration(proxyBeanMethods = false)
public class MailConfiguration {

    @Bean
    Projection wantedMailsProjection(Clock clock) {
        return new Projection(WantedMails.VIEWS, models -> new WantedMails(models, clock));
    }
}
