package org.keyledger.gateway.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.language.Language;

/**
 * The language of a reader: the one that the reader chose with the parameter {@code lang}, which a cookie remembers, or the
 * one that the browser prefers.
 */
final class PageLanguage {

    static final String PARAMETER = "lang";

    private static final Duration LIFETIME = Duration.ofDays(365);

    /** Browsers send few different headers. */
    private static final int CACHED_HEADERS = 1_000;

    /** By language: its name in itself. */
    private final Map<Language, String> available;

    private final Cache<String, Language> negotiated =
            Caffeine.newBuilder().maximumSize(CACHED_HEADERS).build();
    private final HostCookie cookie;

    PageLanguage(Set<Language> available, PublicSettings settings) {
        this.available = new LinkedHashMap<>();
        available.forEach(it -> this.available.put(it, it.locale().getDisplayName(it.locale())));
        this.cookie = HostCookie.of("keyledger_language", settings);
    }

    /** The name of each language in itself. */
    Map<Language, String> available() {
        return available;
    }

    Language of(HttpServletRequest request) {
        return chosen(request)
                .or(() -> remembered(request))
                .orElseGet(() -> negotiate(request.getHeader("Accept-Language")));
    }

    private Language negotiate(@Nullable String acceptLanguage) {
        return acceptLanguage == null
                ? Language.ENGLISH
                : negotiated.get(acceptLanguage, header -> Language.negotiate(header, available.keySet()));
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
        return cookie.values(request).stream()
                .flatMap(tag -> find(tag).stream())
                .findFirst();
    }

    private Optional<Language> find(String tag) {
        return available.keySet().stream().filter(it -> it.tag().equals(tag)).findFirst();
    }

    void remember(HttpServletResponse response, Language language) {
        cookie.write(response, language.tag(), LIFETIME);
    }
}
