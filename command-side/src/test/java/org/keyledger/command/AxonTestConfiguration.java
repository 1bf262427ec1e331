package org.keyledger.command;

import java.util.List;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.axonframework.spring.config.SpringConfigurer;
import org.axonframework.spring.config.annotation.SpringParameterResolverFactoryBean;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Configures Axon from {@code ConfigurerModule} beans as the Spring Boot auto-configuration does. */
@Configuration(proxyBeanMethods = false)
class AxonTestConfiguration {

    @Bean
    SpringAxonConfiguration axonConfiguration(Configurer configurer) {
        return new SpringAxonConfiguration(configurer);
    }

    @Bean
    SpringConfigurer axonConfigurer(ConfigurableListableBeanFactory beans, List<ConfigurerModule> modules) {
        SpringConfigurer configurer = new SpringConfigurer(beans);
        modules.forEach(module -> module.configureModule(configurer));
        return configurer;
    }

    @Bean
    EventStore eventStore(LedgerAxonAdapter axonLedger) {
        return axonLedger.eventStore();
    }

    @Primary
    @Bean
    SpringParameterResolverFactoryBean parameterResolverFactory(List<ParameterResolverFactory> more) {
        var factory = new SpringParameterResolverFactoryBean();
        factory.setAdditionalFactories(more);
        return factory;
    }

    @Bean
    ConfigurerModule correlation(List<CorrelationDataProvider> providers) {
        return configurer -> configurer.configureCorrelationDataProviders(axon -> providers);
    }
}
