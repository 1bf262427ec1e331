package org.keyledger.server;

import org.keyledger.consumer.audit.AuditConfiguration;
import org.keyledger.server.wiring.MailTransportConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is done with published events: mails and the archive. */
@Configuration(proxyBeanMethods = false)
@Import({MailTransportConfiguration.class, AuditConfiguration.class})
class ConsumersConfiguration {}
