package org.keyledger.server;

import org.keyledger.command.apikey.ApiKeyConfiguration;
import org.keyledger.command.emailclaim.EmailClaimConfiguration;
import org.keyledger.command.erasure.ErasureConfiguration;
import org.keyledger.command.factor.FactorConfiguration;
import org.keyledger.command.federation.FederationConfiguration;
import org.keyledger.command.handling.HandlingConfiguration;
import org.keyledger.command.login.LoginConfiguration;
import org.keyledger.command.passkey.PasskeyConfiguration;
import org.keyledger.command.session.SessionConfiguration;
import org.keyledger.command.tenant.TenantConfiguration;
import org.keyledger.command.user.UserConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the command handlers and aggregates of all features. */
@Configuration(proxyBeanMethods = false)
@Import({
    HandlingConfiguration.class,
    TenantConfiguration.class,
    EmailClaimConfiguration.class,
    UserConfiguration.class,
    LoginConfiguration.class,
    SessionConfiguration.class,
    ApiKeyConfiguration.class,
    FactorConfiguration.class,
    FederationConfiguration.class,
    PasskeyConfiguration.class,
    ErasureConfiguration.class
})
class CommandHandlingConfiguration {}
