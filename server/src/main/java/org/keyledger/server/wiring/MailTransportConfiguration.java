package org.keyledger.server.wiring;

import java.util.Arrays;
import org.keyledger.consumer.mail.MailConfiguration;
import org.keyledger.consumer.mail.MailSettings;
import org.keyledger.gateway.page.BrandSettings;
import org.keyledger.server.mailbox.MailboxConfiguration;
import org.keyledger.server.settings.MailMode;
import org.keyledger.server.settings.Settings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Configures the mail transport and the mailer: SMTP, the mailbox page, or neither if mails are off. */
@Configuration(proxyBeanMethods = false)
@Import(MailTransportConfiguration.TransportSelector.class)
public class MailTransportConfiguration {

    @Bean
    MailSettings mailSettings(Settings settings, BrandSettings brand) {
        return new MailSettings(settings.publicUrl(), brand.productName(), brand.brandColor(), brand.templatesFolder());
    }

    /** Selects the configurations of the mail mode. */
    static final class TransportSelector implements ImportSelector {

        private final MailMode mode;

        /** Spring passes the environment. */
        TransportSelector(Environment environment) {
            mode = Binder.get(environment)
                    .bind("keyledger", Settings.class)
                    .get()
                    .mail();
        }

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return switch (mode) {
                case SMTP -> names(SmtpConfiguration.class, MailConfiguration.class);
                case MAILBOX ->
                    names(MailboxTransportConfiguration.class, MailboxConfiguration.class, MailConfiguration.class);
                case OFF -> names();
            };
        }

        private static String[] names(Class<?>... configurations) {
            return Arrays.stream(configurations).map(Class::getName).toArray(String[]::new);
        }
    }
}
