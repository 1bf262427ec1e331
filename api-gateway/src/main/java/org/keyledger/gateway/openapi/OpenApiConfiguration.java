package org.keyledger.gateway.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The OpenAPI document and its endpoints. The root of the service redirects to the rendered document. */
@Configuration(proxyBeanMethods = false)
@Import({OpenApiDocument.class, OpenApiEndpoint.class})
public class OpenApiConfiguration {

    @Bean
    WebMvcConfigurer rootRedirect() {
        return new WebMvcConfigurer() {
            @Override
            public void addViewControllers(ViewControllerRegistry registry) {
                // with a status, the location is relative; without one it would repeat the Host of the request
                registry.addRedirectViewController("/", "/docs").setStatusCode(HttpStatus.FOUND);
            }
        };
    }
}
