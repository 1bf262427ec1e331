package org.keyledger.gateway.token;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints of the token API. */
@Configuration(proxyBeanMethods = false)
@Import({SignUpEndpoint.class, MeEndpoint.class, VerifyEmailEndpoint.class, ChangeEmailEndpoint.class})
public class TokenConfiguration {}
