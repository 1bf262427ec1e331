package org.keyledger.gateway.requestbody;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How bodies come to the doors. */
@Configuration(proxyBeanMethods = false)
public class RequestBodyConfiguration {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long ROOM = 64L * 1024 * 1024;
    private static final int OF_THE_HEAP = 16;

    private final Duration within;

    /** @param silence after which the container hangs up without a word, so that ours must be over long before */
    RequestBodyConfiguration(@Value("${server.tomcat.connection-timeout:20s}") Duration silence) {
        var half = silence.dividedBy(2);
        within = half.compareTo(LONGEST) < 0 && half.toMillis() > 0 ? half : LONGEST;
    }

    /** Around everything else: it begins when all else has ended. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatWaitsForNobody() {
        return factory -> factory.addEngineValves(new UnreadBodyValve(within));
    }

    @Bean
    BodyMemoryBudget roomForBodies() {
        return new BodyMemoryBudget(Math.min(ROOM, Runtime.getRuntime().maxMemory() / OF_THE_HEAP));
    }

    @Bean
    WebMvcConfigurer doorsHearWholeRequests(BodyMemoryBudget room) {
        var last = new RequestBodyInterceptor(room, within);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(last).order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }
}
