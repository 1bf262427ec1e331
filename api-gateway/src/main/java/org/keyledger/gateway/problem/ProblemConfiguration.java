package org.keyledger.gateway.problem;

import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Security headers, problem responses and the JSON form of all responses. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicSettings.class)
@Import({ProblemExceptionHandler.class, ErrorEndpoint.class})
public class ProblemConfiguration {

    private static final JsonMapper JSON = ResponseJson.MAPPER;

    @Bean
    ProblemWriter problemWriter(PublicSettings settings) {
        return new ProblemWriter(JSON, settings);
    }

    @Bean
    ProblemBoundary problemBoundary(PublicSettings settings, ProblemWriter problems) {
        return new ProblemBoundary(new SecurityHeaders(settings), problems);
    }

    @Bean
    FilterRegistrationBean<OuterFilter> outerFilter(ProblemBoundary boundary) {
        var filter = new FilterRegistrationBean<>(new OuterFilter(boundary));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebMvcConfigurer jsonResponses() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.withJsonConverter(new JacksonJsonHttpMessageConverter(JSON));
            }

            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
                configurer.strategies(List.of(new LenientContentNegotiation()));
            }
        };
    }

    /** Added last, so that it reports before the valves of Tomcat and Spring Boot. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatErrorReports(PublicSettings settings) {
        TomcatContextCustomizer customizer = context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass("");
                host.getPipeline().addValve(new ProblemReportValve(settings));
            }
        };
        return factory -> factory.addContextCustomizers(customizer);
    }
}
