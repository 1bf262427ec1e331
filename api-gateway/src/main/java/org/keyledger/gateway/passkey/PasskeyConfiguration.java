package org.keyledger.gateway.passkey;

import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.passkey.PasskeyId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Use cases of passkeys. */
@Configuration(proxyBeanMethods = false)
@Import({
    RelyingParty.class,
    PasskeyChallenges.class,
    PasskeyRegistration.class,
    PasskeyLogIn.class,
    PasskeyDataSource.class
})
public class PasskeyConfiguration {

    /** A malformed id is handled like an unknown one. */
    @Bean
    WebMvcConfigurer passkeyIdPathVariables() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, PasskeyId.class, PasskeyConfiguration::read);
            }
        };
    }

    private static PasskeyId read(String text) {
        try {
            return PasskeyId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.NO_SUCH_PASSKEY.toException();
        }
    }
}
