package org.keyledger.gateway.login;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The doors of signing in. */
@Configuration(proxyBeanMethods = false)
@Import({LoginEndpoint.class, LoginPageEndpoint.class})
public class LoginConfiguration {}
