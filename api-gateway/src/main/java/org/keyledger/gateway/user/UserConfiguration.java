package org.keyledger.gateway.user;

import java.time.Clock;
import org.keyledger.gateway.export.PersonalDataSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sign-up, e-mail verification and the account: the use cases. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignUpSettings.class)
@Import({
    SignUp.class,
    Registration.class,
    ProvedSignUp.class,
    MagicLinkMails.class,
    MagicLinkLogIn.class,
    Account.class,
    VerificationMails.class,
    EmailVerification.class,
    EmailChange.class,
    EmailChangeLinkService.class,
    AccountProtection.class
})
public class UserConfiguration {

    @Bean
    PersonalDataSource accountDataSource(Account account) {
        return new AccountDataSource(account);
    }

    @Bean
    VerificationLinks verificationLinks(ServiceKeys keys) {
        return new VerificationLinks(keys);
    }

    @Bean
    SignUpCookie signUpCookie(ServiceKeys keys, PublicSettings settings, Clock clock) {
        return new SignUpCookie(keys, settings, clock);
    }

    @Bean
    MagicLinkCookie magicLinkCookie(ServiceKeys keys, PublicSettings settings) {
        return new MagicLinkCookie(keys, settings);
    }

    /** Before the rate limits. */
    @Bean
    WebMvcConfigurer closedSignUpInterceptor(SignUpSettings settings) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                if (settings.isClosed()) {
                    registry.addInterceptor(new ClosedSignUpInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
                }
            }
        };
    }
}
