package org.keyledger.server;

import org.keyledger.server.axon.AxonConfiguration;
import org.keyledger.server.servicekeys.ServiceKeysConfiguration;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.StoragePortsConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures what the service and {@code keyledger rebuild} share: settings, storage, service keys and Axon. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
@Import({StoragePortsConfiguration.class, ServiceKeysConfiguration.class, AxonConfiguration.class})
class FoundationConfiguration {}
