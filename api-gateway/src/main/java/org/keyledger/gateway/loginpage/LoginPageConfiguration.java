package org.keyledger.gateway.loginpage;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages before a log-in. */
@Configuration(proxyBeanMethods = false)
@Import({
    LoginRedirect.class,
    PartialTokenCookie.class,
    ReturnPathCookie.class,
    ProviderRedirect.class,
    ProviderStartPageEndpoint.class,
    ProviderCallbackPageEndpoint.class,
    ProviderWayIn.class,
    SignUpPageEndpoint.class,
    LoginPageEndpoint.class,
    SecondFactorPageEndpoint.class,
    ForgotPasswordPageEndpoint.class,
    ResetPasswordPageEndpoint.class,
    VerifyPageEndpoint.class,
    VerifyEmailLinkEndpoint.class,
    EmailChangePageEndpoint.class,
    MagicLinkWayIn.class,
    MagicLinkPageEndpoint.class,
    NotMePageEndpoint.class
})
public class LoginPageConfiguration {}
