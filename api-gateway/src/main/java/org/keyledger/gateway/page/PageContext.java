package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.SecurityHeaders;
import org.keyledger.kernel.language.Language;

/** What every template gets as {@code page}: texts, brand, files, and what the response needs for its forms and scripts. */
public final class PageContext {

    private static final int NONCE_BYTES = 16;

    private final Pages pages;
    private final HttpServletRequest request;
    private final Language language;
    private PageProblem problem = PageProblem.NONE;
    private @Nullable String csrfToken;
    private @Nullable String newPreSession;
    private @Nullable String nonce;

    PageContext(Pages pages, HttpServletRequest request) {
        this.pages = pages;
        this.request = request;
        this.language = pages.language().of(request);
    }

    /** A language that the reader can choose. */
    public record Choice(String name, String tag, String link, boolean current) {}

    /** The text of a key in {@code pages_<language>.properties}. */
    public String text(String key, Object... values) {
        return pages.texts().text(language, key, values);
    }

    /** Whether {@link #text} has a text of this key. */
    public boolean hasText(String key) {
        return pages.texts().keys().contains(key);
    }

    /** The tag of the reader's language (BCP 47). */
    public String language() {
        return language.tag();
    }

    /** For times and numbers. */
    public Locale locale() {
        return language.locale();
    }

    public String product() {
        return pages.product();
    }

    /** Path of the logo. */
    public String logo() {
        return pages.assets().logoPath();
    }

    /** Path of a static file. */
    public String asset(String name) {
        return pages.assets().path(name);
    }

    /** Whether the browser has an active session. */
    public boolean signedIn() {
        return pages.authentication().findSession(request).isPresent();
    }

    /** The value of the field {@code csrf_token} of each form; sets the cookie that it is bound to. */
    public String csrfToken() {
        if (csrfToken == null) {
            csrfToken = createCsrfToken();
        }
        return csrfToken;
    }

    private String createCsrfToken() {
        var session = pages.sessionCookies().read(request).session();
        if (session.isPresent()) {
            return pages.sessionCookies().csrfToken(session.get());
        }
        var cookie = pages.preSessionCookie().find(request).orElseGet(() -> {
            newPreSession = pages.preSessionCookie().create();
            return newPreSession;
        });
        return pages.preSessionCookie().csrfToken(cookie);
    }

    /** The nonce of the page's script element. */
    public String nonce() {
        if (nonce == null) {
            nonce = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(pages.randomSource().bytes("nonce", NONCE_BYTES));
        }
        return nonce;
    }

    /** The problem at the top of the page; empty if there is none or it is shown at its fields. */
    public String problem() {
        return problem.general();
    }

    /** The problem of a field; empty without one. */
    public String problem(String field) {
        return problem.ofField(field);
    }

    /** The languages to choose from; empty on the response to a form, whose address may lack what the page shows. */
    public List<Choice> languages() {
        return "GET".equals(request.getMethod())
                ? pages.language().available().entrySet().stream()
                        .map(it -> choice(it.getKey(), it.getValue()))
                        .toList()
                : List.of();
    }

    private Choice choice(Language it, String name) {
        var parameters = Optional.ofNullable(request.getQueryString()).stream()
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith(PageLanguage.PARAMETER + "="));
        var query = Stream.concat(parameters, Stream.of(PageLanguage.PARAMETER + "=" + it.tag()))
                .collect(Collectors.joining("&", "?", ""));
        return new Choice(name, it.tag(), query, it.equals(language));
    }

    void fail(PageProblem found) {
        problem = found;
    }

    PageProblem.Translation translation() {
        return new PageProblem.Translation(pages.texts(), language);
    }

    /** Called when the page is rendered, because its templates decide what it needs. */
    void writeHeaders(HttpServletResponse response) {
        response.setHeader(
                "Content-Security-Policy",
                nonce == null ? SecurityHeaders.policyOfPage() : SecurityHeaders.policyOfPageWithScript(nonce));
        // with no-referrer a browser sends "Origin: null" with a form, which the same-origin check rejects
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Vary", "Accept-Language, Cookie");
        response.setHeader("Content-Language", language.tag());
        if (newPreSession != null) {
            pages.preSessionCookie().write(response, newPreSession);
        }
        pages.language().chosen(request).ifPresent(it -> pages.language().remember(response, it));
    }
}
