package org.keyledger.server;

import org.keyledger.query.apikey.ApiKeyConfiguration;
import org.keyledger.query.audit.AuditConfiguration;
import org.keyledger.query.commit.CommitConfiguration;
import org.keyledger.query.factor.FactorConfiguration;
import org.keyledger.query.federation.FederationConfiguration;
import org.keyledger.query.lastused.LastUsedConfiguration;
import org.keyledger.query.mail.MailConfiguration;
import org.keyledger.query.passkey.PasskeyConfiguration;
import org.keyledger.query.projection.ReadModelsConfiguration;
import org.keyledger.query.restore.RestoreConfiguration;
import org.keyledger.query.session.SessionConfiguration;
import org.keyledger.query.tenant.TenantConfiguration;
import org.keyledger.query.user.UserConfiguration;
import org.keyledger.query.verifier.VerifierConfiguration;
import org.keyledger.query.verifier.VerifierSettings;
import org.keyledger.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configures read models, query handlers and verifier. The service adds {@code ProjectionConfiguration}, a rebuild does
 * not.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ReadModelsConfiguration.class,
    LastUsedConfiguration.class,
    CommitConfiguration.class,
    TenantConfiguration.class,
    UserConfiguration.class,
    MailConfiguration.class,
    SessionConfiguration.class,
    AuditConfiguration.class,
    ApiKeyConfiguration.class,
    FactorConfiguration.class,
    FederationConfiguration.class,
    PasskeyConfiguration.class,
    RestoreConfiguration.class,
    VerifierConfiguration.class
})
class QuerySideConfiguration {

    @Bean
    VerifierSettings verifierSettings(Settings settings) {
        return VerifierSettings.in(settings.data());
    }
}
