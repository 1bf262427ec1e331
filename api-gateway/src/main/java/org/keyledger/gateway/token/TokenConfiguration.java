package org.keyledger.gateway.token;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints of the token API. */
@Configuration(proxyBeanMethods = false)
@Import({
    SignUpEndpoint.class,
    LoginEndpoint.class,
    MagicLinkEndpoint.class,
    TotpEndpoint.class,
    LogoutEndpoint.class,
    RefreshEndpoint.class,
    MeEndpoint.class,
    NotMeEndpoint.class,
    IdentitiesEndpoint.class,
    VerifyEmailEndpoint.class,
    ChangeEmailEndpoint.class,
    SessionsEndpoint.class,
    ChangePasswordEndpoint.class,
    ResetPasswordEndpoint.class,
    CreateApiKeyEndpoint.class,
    ApiKeysEndpoint.class,
    PoliciesEndpoint.class
})
public class TokenConfiguration {}
