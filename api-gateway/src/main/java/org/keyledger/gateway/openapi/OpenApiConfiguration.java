package org.keyledger.gateway.openapi;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The document, and the doors where it is read. */
@Configuration(proxyBeanMethods = false)
@Import({OpenApiDocument.class, OpenApiEndpoint.class})
public class OpenApiConfiguration {}
