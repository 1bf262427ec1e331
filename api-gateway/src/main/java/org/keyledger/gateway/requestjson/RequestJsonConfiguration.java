package org.keyledger.gateway.requestjson;

import java.util.List;
import org.keyledger.gateway.requestbody.RequestBodyInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Strict parsing of request bodies for all endpoints. */
@Configuration(proxyBeanMethods = false)
public class RequestJsonConfiguration {

    @Bean
    WebMvcConfigurer strictBodies() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new StrictBodyArgumentResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new EmptyBodyInterceptor()).order(RequestBodyInterceptor.ORDER + 1);
            }
        };
    }
}
