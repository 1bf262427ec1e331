package org.keyledger.gateway.requesthead;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses malformed request heads before any other processing, and links that no person opens. */
@Configuration(proxyBeanMethods = false)
public class RequestHeadConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> strictHttpProtocol() {
        return factory -> factory.setProtocol(StrictHttpProcessor.Protocol.class.getName());
    }

    /** After the rate limits, whose headers the response has too. */
    @Bean
    WebMvcConfigurer getWithEffectInterceptor() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new GetWithEffectInterceptor()).order(1);
            }
        };
    }

    /** After the filters that write problems and find the client address. */
    @Bean
    FilterRegistrationBean<RequestTargetFilter> requestTargetFilter() {
        var filter = new FilterRegistrationBean<>(new RequestTargetFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }
}
