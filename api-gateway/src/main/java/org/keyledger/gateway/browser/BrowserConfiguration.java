package org.keyledger.gateway.browser;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints of the browser API. */
@Configuration(proxyBeanMethods = false)
@Import({
    BrowserSignUpEndpoint.class,
    BrowserMeEndpoint.class,
    BrowserVerifyEmailEndpoint.class,
    BrowserChangeEmailEndpoint.class
})
public class BrowserConfiguration {}
