package org.keyledger.server;

import org.keyledger.query.projection.RebuildConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The store and the projections, and nothing that serves: what {@code ./keyledger rebuild} runs. */
@Configuration(proxyBeanMethods = false)
@Import({FoundationConfiguration.class, QuerySideConfiguration.class, RebuildConfiguration.class})
class RebuildRoleConfiguration {}
