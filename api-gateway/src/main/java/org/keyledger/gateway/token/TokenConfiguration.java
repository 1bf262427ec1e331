package org.keyledger.gateway.token;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints of the token API, which bearer tokens authenticate. */
@Configuration(proxyBeanMethods = false)
@Import({PoliciesEndpoint.class})
public class TokenConfiguration {}
