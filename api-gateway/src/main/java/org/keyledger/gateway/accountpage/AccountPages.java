package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.gateway.cookie.PagePaths;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Pages of the portal, and redirects to them after a form. A redirect sets a cookie with its {@link AccountNotice}, which the
 * next page states and removes: a link of another site cannot make a page state one.
 */
final class AccountPages {

    private static final String NOTICE_COOKIE = "keyledger_notice";
    private static final Duration NOTICE_LIFETIME = Duration.ofMinutes(1);

    private final Pages pages;
    private final PublicSettings settings;

    AccountPages(Pages pages, PublicSettings settings) {
        this.pages = pages;
        this.settings = settings;
    }

    /**
     * A page with the layout {@code account/layout}; its parameter {@code notice} is set.
     *
     * @param template as {@link Pages#page}
     */
    PageResponse page(HttpServletRequest request, HttpServletResponse response, String template) {
        var page = pages.page(request, template);
        findNotice(request).ifPresent(notice -> {
            page.with("notice", notice.slug());
            addCookie(response, "", Duration.ZERO);
        });
        return page;
    }

    private static Optional<AccountNotice> findNotice(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(NOTICE_COOKIE))
                        .flatMap(cookie -> Stream.of(AccountNotice.values())
                                .filter(notice -> notice.slug().equals(cookie.getValue())))
                        .findFirst();
    }

    /** 303, so that the browser gets the page with GET (RFC 9110, section 15.4.4). */
    void redirect(HttpServletResponse response, String path, AccountNotice notice) {
        addCookie(response, notice.slug(), NOTICE_LIFETIME);
        redirect(response, path);
    }

    static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, path);
    }

    /**
     * Logs a problem that the page of the form will state; throws it again if the page is not what follows, because a log-in
     * comes first.
     */
    static void requireShowable(ProblemException refused, HttpServletRequest request) {
        if (refused.problem() == Problem.STEP_UP_REQUIRED || refused.problem() == Problem.UNAUTHENTICATED) {
            throw refused;
        }
        RefusedRequestLog.record(refused, request);
    }

    private void addCookie(HttpServletResponse response, String value, Duration maxAge) {
        var cookie = ResponseCookie.from(NOTICE_COOKIE, value)
                .path(PagePaths.ACCOUNT)
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
