package org.keyledger.server;

import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.StorageConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the storage without rollback check, for operator commands that run while the service is stopped. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
@Import(StorageConfiguration.class)
class OfflineStorageConfiguration {}
