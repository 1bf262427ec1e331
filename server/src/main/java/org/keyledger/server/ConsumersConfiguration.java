package org.keyledger.server;

import org.keyledger.consumer.audit.AuditConfiguration;
import org.keyledger.server.wiring.ConsumerLedgerConfiguration;
import org.keyledger.server.wiring.MailTransportConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the consumers of published events: mailer and audit archive. */
@Configuration(proxyBeanMethods = false)
@Import({ConsumerLedgerConfiguration.class, MailTransportConfiguration.class, AuditConfiguration.class})
class ConsumersConfiguration {}
