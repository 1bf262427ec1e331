package org.keyledger.gateway.requesthead;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Refuses malformed request heads before any other processing of a request. */
@Configuration(proxyBeanMethods = false)
public class RequestHeadConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> strictHeaderParser() {
        return factory -> factory.setProtocol(StrictHeaderParser.Protocol.class.getName());
    }

    /** After the filters that write problems and find the client address. */
    @Bean
    FilterRegistrationBean<RequestTargetFilter> requestTargetFilter() {
        var filter = new FilterRegistrationBean<>(new RequestTargetFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }
}
