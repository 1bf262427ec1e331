package org.keyledger.gateway.crossorigin;

import org.keyledger.gateway.authentication.SameOriginCheck;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Configures calls from pages of other origins. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CrossOriginSettings.class)
public class CrossOriginConfiguration {

    /** After the filter that refuses malformed targets, and before limits and endpoints. */
    @Bean
    FilterRegistrationBean<CrossOriginFilter> crossOriginFilter(
            CrossOriginSettings settings, SameOriginCheck sameOriginCheck) {
        var filter = new FilterRegistrationBean<>(new CrossOriginFilter(settings, sameOriginCheck));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return filter;
    }
}
