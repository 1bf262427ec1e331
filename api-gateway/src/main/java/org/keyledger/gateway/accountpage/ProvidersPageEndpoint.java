package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.federation.LinkedProviders;
import org.keyledger.gateway.federation.ProviderFailedException;
import org.keyledger.gateway.federation.Providers;
import org.keyledger.gateway.federation.Providers.ConfiguredProvider;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.kernel.federation.LinkedIdentities.LinkedIdentity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account/providers}: the linked identities, links to add others, and buttons to unlink. */
@RestController
final class ProvidersPageEndpoint {

    private static final String PATH = "/account/providers";

    private final Pages pages;
    private final LinkedProviders linkedProviders;
    private final Providers providers;

    ProvidersPageEndpoint(Pages pages, LinkedProviders linkedProviders, Providers providers) {
        this.pages = pages;
        this.linkedProviders = linkedProviders;
        this.providers = providers;
    }

    @GetMapping(PATH)
    void show(
            @RequestParam(defaultValue = "") String linked,
            @RequestParam(defaultValue = "") String unlinked,
            @RequestParam(defaultValue = "") String error,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var page = page(caller, request).with("linked", label(linked)).with("unlinked", label(unlinked));
        Problem.ofSlug(error).map(Problem::toException).ifPresent(page::state);
        ProviderFailedException.Reason.ofSlug(error).ifPresent(reason -> page.with("providerProblem", reason.slug()));
        page.write(response);
    }

    /** Empty for a text that is no name of a configured provider: a link could show any text here. */
    private String label(String provider) {
        return providers.all().stream()
                .filter(it -> it.name().value().equals(provider))
                .map(ConfiguredProvider::label)
                .findFirst()
                .orElse("");
    }

    private PageResponse page(CookieCaller caller, HttpServletRequest request) {
        var identities = linkedProviders.list(caller);
        var names = identities.stream().map(LinkedIdentity::provider).collect(Collectors.toSet());
        List<ConfiguredProvider> others = providers.all().stream()
                .filter(provider -> !names.contains(provider.name()))
                .toList();
        return pages.page(request, "account/providers")
                .with("identities", identities)
                .with("providers", providers)
                .with("others", others);
    }

    @PostMapping(PATH + "/{provider}/unlink")
    @WriteLimited
    void unlink(
            @PathVariable String provider,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            linkedProviders.unlink(caller, LinkedProviders.parse(provider));
        } catch (ProblemException e) {
            if (e.problem() == Problem.STEP_UP_REQUIRED) {
                throw e;
            }
            RefusedRequestLog.record(e, request);
            page(caller, request).problem(e).write(response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", PATH + "?unlinked=" + provider);
    }
}
