package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.kernel.language.Texts;

/** Renders HTML pages in the language of the reader. */
public final class Pages {

    private final Texts texts;
    private final PageLanguage pageLanguage;
    private final Assets assets;
    private final BrandSettings brand;
    private final SessionCookies sessionCookies;
    private final PreSessionCookie preSessionCookie;
    private final OptionalAuthentication authentication;
    private final RandomSource randomSource;

    Pages(
            Texts texts,
            PageLanguage pageLanguage,
            Assets assets,
            BrandSettings brand,
            SessionCookies sessionCookies,
            PreSessionCookie preSessionCookie,
            OptionalAuthentication authentication,
            RandomSource randomSource) {
        this.texts = texts;
        this.pageLanguage = pageLanguage;
        this.assets = assets;
        this.brand = brand;
        this.sessionCookies = sessionCookies;
        this.preSessionCookie = preSessionCookie;
        this.authentication = authentication;
        this.randomSource = randomSource;
    }

    /**
     * A page for this request.
     *
     * @param template the path below {@code src/main/jte}, without the suffix; its parameter {@code page} is set
     */
    public PageResponse page(HttpServletRequest request, String template) {
        return new PageResponse(template, new PageContext(this, request));
    }

    Texts texts() {
        return texts;
    }

    PageLanguage language() {
        return pageLanguage;
    }

    Assets assets() {
        return assets;
    }

    String product() {
        return brand.productName();
    }

    SessionCookies sessionCookies() {
        return sessionCookies;
    }

    PreSessionCookie preSessionCookie() {
        return preSessionCookie;
    }

    OptionalAuthentication authentication() {
        return authentication;
    }

    RandomSource randomSource() {
        return randomSource;
    }
}
