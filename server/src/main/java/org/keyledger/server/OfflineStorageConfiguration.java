package org.keyledger.server;

import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.StorageConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The store and nothing else, before its witnesses are asked: what an operator works on while nobody serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
@Import(StorageConfiguration.class)
class StoreRoleConfiguration {}
