package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.language.Language;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The language of a reader: the one that the reader chose with the parameter {@code lang}, which a cookie remembers, or the
 * one that the browser prefers.
 */
final class PageLanguage {

    static final String PARAMETER = "lang";

    private static final String COOKIE = "keyledger_language";
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final Set<Language> available;
    private final PublicSettings settings;

    PageLanguage(Set<Language> available, PublicSettings settings) {
        this.available = available;
        this.settings = settings;
    }

    Set<Language> available() {
        return available;
    }

    Language of(HttpServletRequest request) {
        return chosen(request)
                .or(() -> remembered(request))
                .orElseGet(() -> Language.negotiate(request.getHeader("Accept-Language"), available));
    }

    /** The language that this request chooses. */
    Optional<Language> chosen(HttpServletRequest request) {
        // the raw query: parameters would read the body of a form
        var query = request.getQueryString();
        return query == null
                ? Optional.empty()
                : Stream.of(query.split("&"))
                        .filter(pair -> pair.startsWith(PARAMETER + "="))
                        .flatMap(pair -> find(pair.substring(PARAMETER.length() + 1)).stream())
                        .findFirst();
    }

    private Optional<Language> remembered(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .flatMap(cookie -> find(cookie.getValue()).stream())
                        .findFirst();
    }

    private Optional<Language> find(@Nullable String tag) {
        return available.stream().filter(it -> it.tag().equals(tag)).findFirst();
    }

    void remember(HttpServletResponse response, Language language) {
        var cookie = ResponseCookie.from(COOKIE, language.tag())
                .path("/")
                .maxAge(LIFETIME)
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
