package org.keyledger.server;

import org.keyledger.server.axon.AxonConfiguration;
import org.keyledger.server.servicekeys.SecretsConfiguration;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.StoreConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What every role stands on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
@Import({StoreConfiguration.class, SecretsConfiguration.class, AxonConfiguration.class})
class Foundation {}
