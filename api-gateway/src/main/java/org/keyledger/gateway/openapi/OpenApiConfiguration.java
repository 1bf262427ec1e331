package org.keyledger.gateway.openapi;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The OpenAPI document and the endpoints that serve it. */
@Configuration(proxyBeanMethods = false)
@Import({OpenApiDocument.class, OpenApiEndpoint.class})
public class OpenApiConfiguration {}
