package org.keyledger.server;

import org.keyledger.command.publisher.PublisherConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures command handling and the publisher, which sends events to Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({CommandHandlingConfiguration.class, PublisherConfiguration.class})
class CommandSideConfiguration {}
