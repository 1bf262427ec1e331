package org.keyledger.gateway.page;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages that explain problem types. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemPageEndpoint.class)
public class PageConfiguration {}
