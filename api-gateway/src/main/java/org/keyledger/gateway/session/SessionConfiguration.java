package org.keyledger.gateway.session;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The doors of a session. */
@Configuration(proxyBeanMethods = false)
@Import({LogoutEndpoint.class, RefreshEndpoint.class})
public class SessionConfiguration {}
