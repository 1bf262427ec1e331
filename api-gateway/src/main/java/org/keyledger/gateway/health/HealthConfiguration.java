package org.keyledger.gateway.health;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Health endpoints; the server module supplies {@link Readiness}. */
@Configuration(proxyBeanMethods = false)
@Import(HealthEndpoint.class)
public class HealthConfiguration {}
