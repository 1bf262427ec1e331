package org.keyledger.server;

import org.keyledger.query.projection.RebuildConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures storage and projections for {@code keyledger rebuild}, without the HTTP API and Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({FoundationConfiguration.class, QuerySideConfiguration.class, RebuildConfiguration.class})
class RebuildCommandConfiguration {}
