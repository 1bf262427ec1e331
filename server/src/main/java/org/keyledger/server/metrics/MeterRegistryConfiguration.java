package org.keyledger.server.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the meter registry, with metrics of JVM and process. */
@Configuration(proxyBeanMethods = false)
public class MeterRegistryConfiguration {

    @Bean
    JvmGcMetrics garbageCollection() {
        return new JvmGcMetrics();
    }

    @Bean
    PrometheusMeterRegistry meters(JvmGcMetrics garbageCollection) {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        garbageCollection.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        return meters;
    }
}
