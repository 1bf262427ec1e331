package org.keyledger.gateway;

import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.queryhandling.QueryBus;
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
import org.keyledger.gateway.health.Readiness;
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
import org.keyledger.kernel.AppendAdmission;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.user.SubjectKeyCreator;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.MutableClock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** All endpoints of the gateway, with fakes for the other modules. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
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
    MessagingConfiguration.class,
    IdentifierConfiguration.class,
    PasswordConfiguration.class,
    JwtConfiguration.class,
    CookieConfiguration.class,
    AuthenticationConfiguration.class,
    CrossOriginConfiguration.class,
    IdempotencyConfiguration.class,
    OpenedLinkConfiguration.class,
    TokenConfiguration.class,
    BrowserConfiguration.class,
    StepUpConfiguration.class,
    HealthConfiguration.class,
    OpenApiConfiguration.class,
    TenantConfiguration.class,
    UserConfiguration.class,
    LoginConfiguration.class,
    LoginPageConfiguration.class,
    AccountPageConfiguration.class,
    ProvidersPageConfiguration.class,
    FactorConfiguration.class,
    AuditConfiguration.class,
    ExportConfiguration.class,
    FederationConfiguration.class,
    PasskeyConfiguration.class,
    SessionConfiguration.class,
    SignedApiConfiguration.class,
    ApiKeyConfiguration.class,
    BrowserConfiguration.class
})
public class GatewayTestApplication {

    /** Start time of the tests' clocks. */
    public static final Instant START = Instant.parse("2026-03-21T00:00:00Z");

    @Bean
    MutableClock clock() {
        return new MutableClock(GatewayTestApplication.START);
    }

    @Bean
    ExpiryClock expiryClock(MutableClock clock) {
        return new ExpiryClock(clock);
    }

    @Bean
    FakeBackend backend(MutableClock clock) {
        return new FakeBackend(clock);
    }

    @Bean
    CommandBus commandBus(FakeBackend backend) {
        return new FakeCommandBus(backend);
    }

    @Bean
    QueryBus queryBus(FakeBackend backend) {
        return FakeQueryHandlers.busOver(backend);
    }

    @Bean
    AppendAdmission appendAdmission(FakeBackend backend) {
        return () -> backend.acceptsCommits;
    }

    @Bean
    SubjectKeyCreator subjectKeyCreator(FakeBackend backend) {
        return (user, tenant) -> backend.createdKeys.addAll(List.of(user.toString(), tenant.toString()));
    }

    @Bean
    TestServiceKeys keys() {
        return new TestServiceKeys();
    }

    @Bean(destroyMethod = "close")
    AtomicStore atomicStore(MutableClock clock) {
        return new InMemoryAtomicStore(clock);
    }

    @Bean
    Readiness readiness(FakeBackend backend) {
        return () -> backend.ready;
    }

    @Bean
    @Lazy
    GatewayClient client(Environment environment) {
        return new GatewayClient(environment.getRequiredProperty("local.server.port", Integer.class));
    }
}
