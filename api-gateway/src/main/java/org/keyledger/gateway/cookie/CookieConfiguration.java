package org.keyledger.gateway.cookie;

import java.util.List;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Cookies of browser sessions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CookieSettings.class)
public class CookieConfiguration {

    @Bean
    SessionCookies sessionCookies(
            ServiceKeys keys,
            SessionTokenIssuer tokens,
            PublicSettings publicSettings,
            CookieSettings settings,
            DeviceCookie deviceCookie) {
        return new SessionCookies(keys, tokens, publicSettings, settings, deviceCookie);
    }

    @Bean
    DeviceCookie deviceCookie(ServiceKeys keys, PublicSettings publicSettings) {
        return new DeviceCookie(keys, publicSettings);
    }

    @Bean
    CsrfCheck csrfCheck(SessionCookies cookies) {
        return new CsrfCheck(cookies);
    }

    @Bean
    WebMvcConfigurer sentCookies(SessionCookies cookies) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new SentCookiesArgumentResolver(cookies));
            }
        };
    }
}
