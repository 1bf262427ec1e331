package org.keyledger.gateway.export;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The export of a user's data. */
@Configuration(proxyBeanMethods = false)
@Import({DataExport.class, ExportEndpoint.class})
public class ExportConfiguration {}
