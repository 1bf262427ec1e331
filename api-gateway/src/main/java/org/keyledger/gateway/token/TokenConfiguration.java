package org.keyledger.gateway.token;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints of the token API. */
@Configuration(proxyBeanMethods = false)
@Import({
    LoginEndpoint.class,
    SecondFactorLoginEndpoint.class,
    TotpEndpoint.class,
    LogoutEndpoint.class,
    RefreshEndpoint.class,
    SessionsEndpoint.class,
    ChangePasswordEndpoint.class,
    ResetPasswordEndpoint.class
})
public class TokenConfiguration {}
