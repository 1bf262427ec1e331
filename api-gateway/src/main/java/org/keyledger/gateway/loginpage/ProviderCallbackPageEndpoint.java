package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.federation.FlowCookies;
import org.keyledger.gateway.federation.ProviderFailedException;
import org.keyledger.gateway.federation.ProviderFlow;
import org.keyledger.gateway.federation.ProviderFlow.Callback;
import org.keyledger.gateway.federation.ProviderLogIn;
import org.keyledger.gateway.federation.ProviderLogIn.ConfirmationRequired;
import org.keyledger.gateway.federation.ProviderLogIn.LoggedIn;
import org.keyledger.gateway.federation.Providers;
import org.keyledger.gateway.federation.StartedFlow;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requesthead.GetWithEffect;
import org.keyledger.gateway.requestjson.FormFields;
import org.keyledger.kernel.federation.ProviderName;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET} and {@code POST /api/auth/oauth/{provider}/callback}: the response of a provider. Redirects to the next page
 * signed in, to {@code /login/2fa}, or to a page that says what is wrong. A form comes from the page of the provider, so
 * that its origin is another one: the state protects it. 404 {@code unknown-provider}.
 */
@RestController
final class ProviderCallbackPageEndpoint {

    private static final String PATH = "/api/auth/oauth/{provider}/callback";
    private static final String CONFIRM = ProviderRedirect.LINKED + "/confirm";

    private final Providers providers;
    private final ProviderFlow flows;
    private final FlowCookies flowCookies;
    private final ProviderLogIn providerLogIn;
    private final OptionalAuthentication authentication;
    private final LoginRedirect loginRedirect;
    private final ProviderRedirect redirect;

    ProviderCallbackPageEndpoint(
            Providers providers,
            ProviderFlow flows,
            FlowCookies flowCookies,
            ProviderLogIn providerLogIn,
            OptionalAuthentication authentication,
            LoginRedirect loginRedirect,
            ProviderRedirect redirect) {
        this.providers = providers;
        this.flows = flows;
        this.flowCookies = flowCookies;
        this.providerLogIn = providerLogIn;
        this.authentication = authentication;
        this.loginRedirect = loginRedirect;
        this.redirect = redirect;
    }

    @GetMapping(PATH)
    @GetWithEffect
    @RateLimited(Limit.LOG_IN)
    void query(@PathVariable String provider, HttpServletRequest request, HttpServletResponse response) {
        var name = providers.require(provider);
        var callback = new Callback(
                request.getParameter("state"),
                request.getParameter("code"),
                request.getParameter("error"),
                request.getParameter("iss"),
                null);
        answer(name, callback, request, response);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.LOG_IN)
    void form(@PathVariable String provider, HttpServletRequest request, HttpServletResponse response) {
        var name = providers.require(provider);
        var form = FormFields.of(request);
        var callback = new Callback(
                form.find("state").orElse(null),
                form.find("code").orElse(null),
                form.find("error").orElse(null),
                form.find("iss").orElse(null),
                form.find("user").orElse(null));
        answer(name, callback, request, response);
    }

    private void answer(
            ProviderName provider, Callback callback, HttpServletRequest request, HttpServletResponse response) {
        var started = flowCookies.findFlow(request, provider);
        var checked = Optional.<StartedFlow>empty();
        try {
            checked = Optional.of(flows.requireFlow(started, callback));
            flowCookies.clear(response, provider, providers.postsForm(provider));
            answer(providerLogIn.complete(checked.get(), callback), checked.get(), request, response);
        } catch (ProviderFailedException e) {
            redirect.failed(e, checked, response);
        } catch (ProblemException e) {
            redirect.refused(e, checked, request, response);
        }
    }

    private void answer(
            ProviderLogIn.Outcome outcome, StartedFlow flow, HttpServletRequest request, HttpServletResponse response) {
        var next = ReturnPath.parse(flow.next());
        if (outcome instanceof LoggedIn loggedIn) {
            loginRedirect.to(loggedIn.outcome(), next, request, response);
            response.setStatus(HttpServletResponse.SC_FOUND);
        } else if (outcome instanceof ConfirmationRequired required) {
            flowCookies.write(response, required.pending());
            redirect.found(response, confirmation(request));
        } else {
            redirect.found(response, next.path().orElse(ProviderRedirect.LINKED + "?linked=" + flow.provider()));
        }
    }

    /** The owner logs in first, unless this browser is logged in. */
    private String confirmation(HttpServletRequest request) {
        return authentication.findSession(request).isPresent()
                ? CONFIRM
                : ReturnPath.parse(CONFIRM)
                        .appendTo("/login?error=" + ProviderFailedException.Reason.CONFIRMATION_REQUIRED.slug());
    }
}
