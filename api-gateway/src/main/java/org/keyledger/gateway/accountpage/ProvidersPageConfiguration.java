package org.keyledger.gateway.accountpage;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of linked providers. */
@Configuration(proxyBeanMethods = false)
@Import({ProvidersPageEndpoint.class, ConfirmProviderPageEndpoint.class})
public class ProvidersPageConfiguration {}
