package org.keyledger.consumer.mail;

import org.axonframework.queryhandling.QueryGateway;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.consumer.subscription.RecordProof;
import org.keyledger.consumer.subscription.Subscription;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the mailer; needs {@link ConsumerSettings}, {@link MailSettings} and a {@link MailTransport}. */
@Configuration(proxyBeanMethods = false)
public class MailConfiguration {

    @Bean
    EventConsumer<?> mailer(
            ConsumerSettings consumerSettings,
            RecordProof proof,
            MailSettings settings,
            MailTransport transport,
            QueryGateway queries,
            ServiceKeys keys) {
        var mailer = new Mailer(queries, keys, new EmailComposer(settings, EmailComposer.texts(settings)), transport);
        return new EventConsumer<>(
                new Subscription<>("mailer", "identity.mail.v1", MailRequested.class, mailer), consumerSettings, proof);
    }
}
