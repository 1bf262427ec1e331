package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.keyledger.gateway.federation.ProviderFailedException;
import org.keyledger.gateway.federation.StartedFlow;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The redirects of the flows with providers. */
final class ProviderRedirect {

    /** The page of the linked providers. */
    static final String LINKED = "/account/providers";

    static final String LINKED_ENCODED = "%2Faccount%2Fproviders";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRedirect.class);

    /** 302, as the contract of the browser API says. */
    void found(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", location);
    }

    /** To the page that the flow was started on, with the reason. */
    void failed(ProviderFailedException failure, Optional<StartedFlow> flow, HttpServletResponse response) {
        var cause = failure.getCause();
        LOG.info(
                "Flow with provider failed: {}, {}{}",
                failure.reason().slug(),
                failure.getMessage(),
                cause == null ? "" : " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")");
        found(response, errorPage(flow, failure.reason().slug()));
    }

    void refused(
            ProblemException refused,
            Optional<StartedFlow> flow,
            HttpServletRequest request,
            HttpServletResponse response) {
        RefusedRequestLog.record(refused, request);
        found(response, errorPage(flow, refused.problem().slug()));
    }

    private static String errorPage(Optional<StartedFlow> flow, String slug) {
        if (flow.filter(it -> it.kind() == StartedFlow.Kind.LINK).isPresent()) {
            return LINKED + "?error=" + slug;
        }
        var again =
                flow.filter(it -> it.kind() == StartedFlow.Kind.REAUTHENTICATE).isPresent();
        var page = "/login?" + (again ? "reauthenticate=1&" : "") + "error=" + slug;
        return flow.map(it -> ReturnPath.parse(it.next()).appendTo(page)).orElse(page);
    }
}
