package org.keyledger.gateway.apikey;

import org.keyledger.gateway.export.PersonalDataSource;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all APIs do with API keys, and forward-auth. */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiKeyLookup.class,
    ApiKeyCreation.class,
    ApiKeyChange.class,
    ApiKeyRotation.class,
    ApiKeyRevocation.class,
    ApiKeyConfirmation.class,
    ForwardAuthEndpoint.class
})
public class ApiKeyConfiguration {

    @Bean
    PersonalDataSource apiKeyDataSource(ApiKeyLookup apiKeys) {
        return new ApiKeyDataSource(apiKeys);
    }

    /** Accepts both spellings of a key id; a malformed id is handled like an unknown one. */
    @Bean
    WebMvcConfigurer apiKeyIdPathVariables() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, ApiKeyId.class, ApiKeyConfiguration::read);
            }
        };
    }

    private static ApiKeyId read(String text) {
        try {
            return ApiKeyId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.NO_SUCH_KEY.toException();
        }
    }
}
