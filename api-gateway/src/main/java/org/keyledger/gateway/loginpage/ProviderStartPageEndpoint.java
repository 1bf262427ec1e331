package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.federation.FlowCookies;
import org.keyledger.gateway.federation.LinkedProviders;
import org.keyledger.gateway.federation.ProviderFailedException;
import org.keyledger.gateway.federation.ProviderFlow;
import org.keyledger.gateway.federation.Providers;
import org.keyledger.gateway.federation.StartedFlow;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.federation.ProviderName;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/auth/oauth/{provider}?flow=login|link|reauthenticate&next=}: redirects to the page of a provider. A link needs a recent
 * log-in in this browser, and a request that no other site has caused: it would link an identity of that site's choice. With
 * {@code reauthenticate} the provider asks the person to log in again. 404 {@code unknown-provider}; 400 {@code
 * invalid-request} for another flow, and for a provider that cannot be made to ask.
 */
@RestController
final class ProviderStartPageEndpoint {

    private final Providers providers;
    private final ProviderFlow flows;
    private final FlowCookies flowCookies;
    private final LinkedProviders linkedProviders;
    private final SessionCookies cookies;
    private final OptionalAuthentication authentication;
    private final SameOriginCheck sameOriginCheck;
    private final ProviderRedirect redirect;

    ProviderStartPageEndpoint(
            Providers providers,
            ProviderFlow flows,
            FlowCookies flowCookies,
            LinkedProviders linkedProviders,
            SessionCookies cookies,
            OptionalAuthentication authentication,
            SameOriginCheck sameOriginCheck,
            ProviderRedirect redirect) {
        this.providers = providers;
        this.flows = flows;
        this.flowCookies = flowCookies;
        this.linkedProviders = linkedProviders;
        this.cookies = cookies;
        this.authentication = authentication;
        this.sameOriginCheck = sameOriginCheck;
        this.redirect = redirect;
    }

    @GetMapping("/api/auth/oauth/{provider}")
    void start(
            @PathVariable String provider,
            @RequestParam(defaultValue = "login") String flow,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        var name = providers.require(provider);
        var kind = parse(flow, name);
        var path = ReturnPath.parse(next);
        if (kind == StartedFlow.Kind.LINK) {
            startLink(name, path, request, response);
        } else {
            send(flows.start(name, kind, path.next(), cookies.read(request).session()), response);
        }
    }

    private StartedFlow.Kind parse(String flow, ProviderName provider) {
        var forcesLogIn = providers.forcesLogIn(provider);
        return switch (flow) {
            case "login" -> StartedFlow.Kind.LOGIN;
            case "link" -> StartedFlow.Kind.LINK;
            case "reauthenticate" -> {
                if (!forcesLogIn) {
                    throw invalidFlow(
                            "must be login or link, because this provider cannot be made to ask for a log-in");
                }
                yield StartedFlow.Kind.REAUTHENTICATE;
            }
            default -> throw invalidFlow("must be login, link or reauthenticate");
        };
    }

    private static ProblemException invalidFlow(String message) {
        return Problem.INVALID_REQUEST.toException().withFieldError("flow", message);
    }

    private void startLink(
            ProviderName provider, ReturnPath next, HttpServletRequest request, HttpServletResponse response) {
        sameOriginCheck.requireSameOrigin(request);
        var caller = authentication.findCaller(request);
        if (caller.isEmpty()) {
            redirect.found(response, "/login?next=" + ProviderRedirect.LINKED_ENCODED);
            return;
        }
        try {
            linkedProviders.requireRecentLogIn(caller.get());
        } catch (ProblemException e) {
            if (e.problem() != Problem.STEP_UP_REQUIRED) {
                throw e;
            }
            redirect.found(response, "/login?reauthenticate=1&next=" + ProviderRedirect.LINKED_ENCODED);
            return;
        }
        var session = caller.map(SessionCaller::session);
        send(flows.start(provider, StartedFlow.Kind.LINK, next.next(), session), response);
    }

    private void send(StartedFlow flow, HttpServletResponse response) {
        try {
            var location = flows.authorizationUrl(flow).toString();
            flowCookies.write(response, flow, providers.postsForm(flow.provider()));
            redirect.found(response, location);
        } catch (ProviderFailedException e) {
            redirect.failed(e, Optional.of(flow), response);
        }
    }
}
