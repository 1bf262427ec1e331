package org.keyledger.gateway.browser;

import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.cookie.CsrfCheck;
import org.keyledger.gateway.cookie.SessionCookies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Endpoints of the browser API. */
@Configuration(proxyBeanMethods = false)
@Import({
    BrowserLoginEndpoint.class,
    BrowserMagicLinkEndpoint.class,
    BrowserSecondFactorLoginEndpoint.class,
    PasskeyCookie.class,
    BrowserPasskeysEndpoint.class,
    BrowserTotpEndpoint.class,
    BrowserLogoutEndpoint.class,
    BrowserRefreshEndpoint.class,
    BrowserSessionsEndpoint.class,
    BrowserPasswordEndpoint.class,
    BrowserApiKeysEndpoint.class,
    BrowserCreateApiKeyEndpoint.class,
    BrowserSignUpEndpoint.class,
    BrowserMeEndpoint.class,
    BrowserNotMeEndpoint.class,
    BrowserIdentitiesEndpoint.class,
    BrowserVerifyEmailEndpoint.class,
    BrowserChangeEmailEndpoint.class
})
public class BrowserConfiguration {

    /** After the limits, which count refused calls too, and before authentication. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    @Bean
    WebMvcConfigurer foreignOriginInterceptor(SameOriginCheck sameOriginCheck, CsrfCheck csrfCheck) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ForeignOriginInterceptor(sameOriginCheck, csrfCheck))
                        .addPathPatterns(SessionCookies.API_PATH + "/**")
                        // a form that a page of the provider sends; its state protects it
                        .excludePathPatterns(SessionCookies.API_PATH + "/oauth/*/callback")
                        .order(ORDER);
            }
        };
    }
}
