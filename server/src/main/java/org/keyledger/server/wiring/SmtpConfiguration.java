package org.keyledger.server.wiring;

import org.keyledger.consumer.mail.MailTransport;
import org.keyledger.consumer.mail.SmtpTransport;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the transport that sends mails to an SMTP server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SmtpServerSettings.class)
class SmtpConfiguration {

    @Bean
    MailTransport mailTransport(SmtpServerSettings server) {
        return new SmtpTransport(server.toSmtpSettings());
    }
}
