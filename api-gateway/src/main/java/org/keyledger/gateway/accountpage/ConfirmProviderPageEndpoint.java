package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.federation.FlowCookies;
import org.keyledger.gateway.federation.LinkedProviders;
import org.keyledger.gateway.federation.PendingIdentity;
import org.keyledger.gateway.federation.Providers;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.user.Account;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /account/providers/confirm}: asks the owner of an account, who has just logged in, whether to link the identity
 * that a provider confirmed before in this browser.
 */
@RestController
final class ConfirmProviderPageEndpoint {

    private static final String LIST = "/account/providers";
    private static final String PATH = LIST + "/confirm";

    private final Pages pages;
    private final LinkedProviders linkedProviders;
    private final Providers providers;
    private final FlowCookies flowCookies;
    private final Account account;

    ConfirmProviderPageEndpoint(
            Pages pages,
            LinkedProviders linkedProviders,
            Providers providers,
            FlowCookies flowCookies,
            Account account) {
        this.pages = pages;
        this.linkedProviders = linkedProviders;
        this.providers = providers;
        this.flowCookies = flowCookies;
        this.account = account;
    }

    @GetMapping(PATH)
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var pending = flowCookies.findPending(request);
        if (pending.isEmpty()) {
            redirect(response, LIST);
            return;
        }
        page(pending.get(), caller, request).write(response);
    }

    private PageResponse page(PendingIdentity pending, CookieCaller caller, HttpServletRequest request) {
        var identity = pending.identity();
        return pages.page(request, "account/confirmProvider")
                .with("provider", providers.labelOf(identity.provider()))
                .with("identity", identity.account().value())
                .with("email", account.find(caller.user()).profile().email().stored());
    }

    @PostMapping(PATH)
    @WriteLimited
    void confirm(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var pending = flowCookies.findPending(request);
        if (pending.isEmpty()) {
            redirect(response, LIST);
            return;
        }
        try {
            linkedProviders.link(caller, pending.get());
        } catch (ProblemException e) {
            if (e.problem() == Problem.STEP_UP_REQUIRED) {
                throw e;
            }
            RefusedRequestLog.record(e, request);
            page(pending.get(), caller, request).problem(e).write(response);
            return;
        }
        flowCookies.clearPending(response);
        redirect(response, LIST + "?linked=" + pending.get().identity().provider());
    }

    private static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }
}
