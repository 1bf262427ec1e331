package org.keyledger.gateway.user;

import java.time.Clock;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints for sign-up, e-mail verification and the account. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignUpSettings.class)
@Import({
    SignUpEndpoint.class,
    MeEndpoint.class,
    VerifyEmailEndpoint.class,
    VerifyEmailLinkEndpoint.class,
    ChangeEmailEndpoint.class,
    EmailChangePageEndpoint.class,
    EmailChangeLinkService.class,
    EmailVerification.class
})
public class UserConfiguration {

    @Bean
    VerificationLinks verificationLinks(ServiceKeys keys) {
        return new VerificationLinks(keys);
    }

    @Bean
    SignUp signUp(
            Commands commands,
            Queries queries,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            VerificationLinks links,
            SessionTokenIssuer tokens,
            PasswordAuthenticator passwordAuthenticator,
            LogIn logIn,
            SignUpSettings settings,
            RateLimiter limiter,
            Clock clock) {
        return new SignUp(
                commands,
                queries,
                emailHasher,
                passwordHasher,
                links,
                tokens,
                passwordAuthenticator,
                logIn,
                limiter,
                settings,
                clock);
    }
}
