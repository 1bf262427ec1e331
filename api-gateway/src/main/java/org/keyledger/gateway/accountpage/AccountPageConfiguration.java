package org.keyledger.gateway.accountpage;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of the account portal. */
@Configuration(proxyBeanMethods = false)
@Import({
    AccountPages.class,
    OverviewPageEndpoint.class,
    ProfilePageEndpoint.class,
    PasswordPageEndpoint.class,
    TwoFactorPageEndpoint.class,
    PasskeysPageEndpoint.class,
    SessionsPageEndpoint.class,
    ApiKeysPageEndpoint.class,
    NewApiKeyPageEndpoint.class,
    LogoutPageEndpoint.class,
    ActivityPageEndpoint.class,
    DataPageEndpoint.class
})
public class AccountPageConfiguration {}
