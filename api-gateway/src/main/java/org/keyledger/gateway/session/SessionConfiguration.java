package org.keyledger.gateway.session;

import org.keyledger.gateway.export.PersonalDataSource;
import org.keyledger.gateway.jwt.IssuerAndAudience;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.session.SessionId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Use cases of sessions, and token introspection. */
@Configuration(proxyBeanMethods = false)
@Import({IntrospectEndpoint.class, Sessions.class, SessionRefresh.class})
public class SessionConfiguration {

    @Bean
    PersonalDataSource sessionDataSource(Sessions sessions) {
        return new SessionDataSource(sessions);
    }

    @Bean
    IntrospectionResponse.Factory introspectionResponseFactory(IssuerAndAudience issuerAndAudience) {
        return new IntrospectionResponse.Factory(issuerAndAudience);
    }

    @Bean
    WebMvcConfigurer sessionIdPathVariables() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, SessionId.class, SessionConfiguration::read);
            }
        };
    }

    /** A malformed id is handled like an unknown one. */
    private static SessionId read(String text) {
        try {
            return SessionId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.NO_SUCH_SESSION.toException();
        }
    }
}
