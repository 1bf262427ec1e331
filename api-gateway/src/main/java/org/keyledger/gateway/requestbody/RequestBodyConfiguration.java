package org.keyledger.gateway.requestbody;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Non-blocking reading of request bodies. */
@Configuration(proxyBeanMethods = false)
public class RequestBodyConfiguration {

    private static final Duration MAX_BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final long MAX_BUFFERED_BYTES = 64L * 1024 * 1024;
    private static final int HEAP_DIVISOR = 16;

    private final Duration bodyTimeout;

    /**
     * @param connectionTimeout after which Tomcat closes a silent connection without a response; the body timeout is at
     *     most half of it
     */
    RequestBodyConfiguration(@Value("${server.tomcat.connection-timeout:20s}") Duration connectionTimeout) {
        var half = connectionTimeout.dividedBy(2);
        bodyTimeout = half.compareTo(MAX_BODY_TIMEOUT) < 0 && half.toMillis() > 0 ? half : MAX_BODY_TIMEOUT;
    }

    /** An engine valve, so that it drains a body after all other processing of the request. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadBodyValve() {
        return factory -> factory.addEngineValves(new UnreadBodyValve(bodyTimeout));
    }

    @Bean
    BodyMemoryBudget bodyMemoryBudget() {
        return new BodyMemoryBudget(
                Math.min(MAX_BUFFERED_BYTES, Runtime.getRuntime().maxMemory() / HEAP_DIVISOR));
    }

    @Bean
    WebMvcConfigurer requestBodyInterceptor(BodyMemoryBudget budget) {
        var interceptor = new RequestBodyInterceptor(budget, bodyTimeout);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(interceptor).order(RequestBodyInterceptor.ORDER);
            }
        };
    }
}
