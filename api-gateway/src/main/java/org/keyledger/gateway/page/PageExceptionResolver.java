package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.cookie.PagePaths;
import org.keyledger.gateway.problem.ExceptionTranslator;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers every exception on the path of a page: with a redirect to the log-in page where a log-in or a newer one is needed,
 * with a page that states the problem otherwise.
 */
final class PageExceptionResolver implements HandlerExceptionResolver, Ordered {

    private final Pages pages;
    private final PublicSettings settings;

    PageExceptionResolver(Pages pages, PublicSettings settings) {
        this.pages = pages;
        this.settings = settings;
    }

    /** Before the one of the APIs. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (!PagePaths.contain(request)) {
            return null;
        }
        var refused = ExceptionTranslator.toException(thrown, request);
        RefusedRequestLog.record(refused, request);
        if (refused.problem() == Problem.UNAUTHENTICATED) {
            redirect(response, ReturnPath.parse(shownPath(request)).appendTo("/login"));
        } else if (refused.problem() == Problem.STEP_UP_REQUIRED) {
            redirect(response, ReturnPath.parse(shownPath(request)).appendTo("/login?reauthenticate=1"));
        } else {
            try {
                pages.page(request, "page/refused").problem(refused).write(response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new ModelAndView();
    }

    /** The page that the person sees: for a form the one that it is on. */
    private String shownPath(HttpServletRequest request) {
        if ("GET".equals(request.getMethod())) {
            var query = request.getQueryString();
            return request.getRequestURI() + (query == null ? "" : "?" + query);
        }
        var referer = Optional.ofNullable(request.getHeader("Referer")).orElse("");
        return referer.startsWith(settings.origin() + "/")
                ? referer.substring(settings.origin().length())
                : PagePaths.ACCOUNT;
    }

    private static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }
}
