package org.keyledger.server;

import org.keyledger.gateway.accountpage.AccountPageConfiguration;
import org.keyledger.gateway.accountpage.ProvidersPageConfiguration;
import org.keyledger.gateway.apikey.ApiKeyConfiguration;
import org.keyledger.gateway.audit.AuditConfiguration;
import org.keyledger.gateway.authentication.AuthenticationConfiguration;
import org.keyledger.gateway.blocklist.BlocklistConfiguration;
import org.keyledger.gateway.browser.BrowserConfiguration;
import org.keyledger.gateway.clientaddress.ClientAddressConfiguration;
import org.keyledger.gateway.cookie.CookieConfiguration;
import org.keyledger.gateway.crossorigin.CrossOriginConfiguration;
import org.keyledger.gateway.export.ExportConfiguration;
import org.keyledger.gateway.factor.FactorConfiguration;
import org.keyledger.gateway.federation.FederationConfiguration;
import org.keyledger.gateway.health.HealthConfiguration;
import org.keyledger.gateway.idempotency.IdempotencyConfiguration;
import org.keyledger.gateway.identifier.IdentifierConfiguration;
import org.keyledger.gateway.jwt.JwtConfiguration;
import org.keyledger.gateway.jwt.SpentTokensConfiguration;
import org.keyledger.gateway.login.LoginConfiguration;
import org.keyledger.gateway.loginpage.LoginPageConfiguration;
import org.keyledger.gateway.messaging.MessagingConfiguration;
import org.keyledger.gateway.openapi.OpenApiConfiguration;
import org.keyledger.gateway.page.PageConfiguration;
import org.keyledger.gateway.passkey.PasskeyConfiguration;
import org.keyledger.gateway.password.PasswordConfiguration;
import org.keyledger.gateway.problem.ProblemConfiguration;
import org.keyledger.gateway.ratelimit.RateLimitConfiguration;
import org.keyledger.gateway.requestbody.RequestBodyConfiguration;
import org.keyledger.gateway.requesthead.RequestHeadConfiguration;
import org.keyledger.gateway.requestjson.RequestJsonConfiguration;
import org.keyledger.gateway.session.OpenedLinkConfiguration;
import org.keyledger.gateway.session.SessionConfiguration;
import org.keyledger.gateway.signed.SignedApiConfiguration;
import org.keyledger.gateway.stepup.StepUpConfiguration;
import org.keyledger.gateway.tenant.TenantConfiguration;
import org.keyledger.gateway.token.TokenConfiguration;
import org.keyledger.gateway.user.UserConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the HTTP API: endpoints of all features and the machinery that they share. */
@Configuration(proxyBeanMethods = false)
@Import({
    ProblemConfiguration.class,
    PageConfiguration.class,
    ClientAddressConfiguration.class,
    RequestHeadConfiguration.class,
    RateLimitConfiguration.class,
    BlocklistConfiguration.class,
    RequestBodyConfiguration.class,
    RequestJsonConfiguration.class,
    SpentTokensConfiguration.class,
    CookieConfiguration.class,
    AuthenticationConfiguration.class,
    CrossOriginConfiguration.class,
    PasswordConfiguration.class,
    JwtConfiguration.class,
    IdentifierConfiguration.class,
    MessagingConfiguration.class,
    IdempotencyConfiguration.class,
    OpenedLinkConfiguration.class,
    StepUpConfiguration.class,
    HealthConfiguration.class,
    OpenApiConfiguration.class,
    TenantConfiguration.class,
    TokenConfiguration.class,
    BrowserConfiguration.class,
    UserConfiguration.class,
    LoginConfiguration.class,
    FactorConfiguration.class,
    ProvidersPageConfiguration.class,
    AuditConfiguration.class,
    ExportConfiguration.class,
    FederationConfiguration.class,
    PasskeyConfiguration.class,
    SessionConfiguration.class,
    LoginPageConfiguration.class,
    AccountPageConfiguration.class,
    SignedApiConfiguration.class,
    ApiKeyConfiguration.class,
    BrowserConfiguration.class
})
class GatewayConfiguration {}
