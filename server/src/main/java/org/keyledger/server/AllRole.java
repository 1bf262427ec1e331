package org.keyledger.server;

import org.keyledger.server.settings.Settings;
import org.keyledger.server.starting.StartingConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every room in one process: what {@code ./keyledger} runs. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(Settings.class)
@Import(StartingConfiguration.class)
class AllRole {}
