package org.keyledger.server;

import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.StorageKind;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures nothing but the settings, for operator commands that open the data folder themselves or not at all. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
@Import(StorageKind.class)
class DataFolderConfiguration {}
