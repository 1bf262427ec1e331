package org.keyledger.gateway.login;

import org.keyledger.gateway.dispatching.Afterwards;
import org.keyledger.gateway.dispatching.Commands;
import org.keyledger.gateway.dispatching.Queries;
import org.keyledger.gateway.hashing.Addresses;
import org.keyledger.gateway.hashing.PasswordRules;
import org.keyledger.gateway.hashing.Passwords;
import org.keyledger.gateway.limiting.Limiter;
import org.keyledger.gateway.minting.Mints;
import org.keyledger.gateway.refusing.Refused;
import org.keyledger.kernel.Keys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The doors of signing in, and of the password. */
@Configuration(proxyBeanMethods = false)
@Import({
    LoginEndpoint.class,
    LoginPageEndpoint.class,
    ResetPasswordEndpoint.class,
    ResetPasswordPageEndpoint.class,
    ForgotPasswordPageEndpoint.class,
    ChangePasswordEndpoint.class
})
public class LoginConfiguration {

    @Bean
    PasswordResets passwordResets(
            Commands commands,
            Queries queries,
            Afterwards afterwards,
            Addresses addresses,
            Passwords passwords,
            PasswordRules rules,
            Limiter limiter,
            Mints mints,
            Keys keys,
            Refused refused) {
        return new PasswordResets(
                commands,
                queries,
                afterwards,
                addresses,
                passwords,
                rules,
                new LivingKeys(queries),
                limiter,
                mints,
                keys,
                refused);
    }
}
