package org.keyledger.gateway.page;

import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.cookie.DeviceCookie;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.gateway.requestbody.RequestBodyInterceptor;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.language.Texts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** HTML pages: rendering, static files, forms, and the pages that explain problem types. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BrandSettings.class, AppSettings.class})
@Import({ProblemPageEndpoint.class, AssetEndpoint.class, Assets.class, PageExceptionResolver.class})
public class PageConfiguration {

    @Bean
    PreSessionCookie preSessionCookie(ServiceKeys keys, PublicSettings settings, RandomSource randomSource) {
        return new PreSessionCookie(keys, settings, randomSource);
    }

    @Bean
    Pages pages(
            BrandSettings brand,
            PublicSettings settings,
            Assets assets,
            SessionCookies sessionCookies,
            PreSessionCookie preSessionCookie,
            OptionalAuthentication authentication,
            RandomSource randomSource) {
        var texts = Texts.load(Pages.class, "pages", brand.templatesFolder());
        var language = new PageLanguage(texts.languages(), settings);
        return new Pages(
                texts, language, assets, brand, sessionCookies, preSessionCookie, authentication, randomSource);
    }

    @Bean
    AvailableLanguages availableLanguages(Pages pages) {
        return new AvailableLanguages(pages.language().available().keySet());
    }

    @Bean
    WebMvcConfigurer clientMetadataInterceptor(DeviceCookie deviceCookie, Pages pages) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ClientMetadataInterceptor(
                        deviceCookie, request -> pages.language().of(request)));
            }
        };
    }

    @Bean
    FormCheck formCheck(
            SameOriginCheck sameOriginCheck, SessionCookies sessionCookies, PreSessionCookie preSessionCookie) {
        return new FormCheck(sameOriginCheck, sessionCookies, preSessionCookie);
    }

    /** After the body was received. */
    @Bean
    WebMvcConfigurer formCheckInterceptor(FormCheck formCheck) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new FormCheckInterceptor(formCheck)).order(RequestBodyInterceptor.ORDER + 1);
            }
        };
    }
}
