package org.keyledger.server;

import org.keyledger.command.publisher.PublisherConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Decisions, and their way to Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({CommandHandlingConfiguration.class, PublisherConfiguration.class})
class CommandSideConfiguration {}
