package org.keyledger.gateway.loginpage;

import java.util.List;
import java.util.stream.Collectors;
import org.keyledger.gateway.federation.LinkedProviders;
import org.keyledger.gateway.federation.Providers;
import org.keyledger.gateway.federation.Providers.ConfiguredProvider;
import org.keyledger.gateway.page.PageContext;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.kernel.federation.LinkedIdentities.LinkedIdentity;
import org.keyledger.kernel.user.UserId;

/** The configured providers: each creates an account too, so that both pages link to it. */
final class ProviderWayIn implements WayInLinks {

    private final Providers providers;
    private final LinkedProviders linkedProviders;

    ProviderWayIn(Providers providers, LinkedProviders linkedProviders) {
        this.providers = providers;
        this.linkedProviders = linkedProviders;
    }

    @Override
    public List<Link> links(PageContext page, ReturnPath next, boolean signUp) {
        return providers.all().stream()
                .map(provider -> link(page, provider, next, ""))
                .toList();
    }

    private static Link link(PageContext page, ConfiguredProvider provider, ReturnPath next, String query) {
        return new Link(
                page.text("provider.continue", provider.label()),
                next.appendTo("/api/auth/oauth/" + provider.name() + query));
    }

    /** The linked providers that can be made to ask for another log-in. */
    @Override
    public List<Link> linksAgain(PageContext page, ReturnPath next, UserId user) {
        var forcing = providers.all().stream()
                .filter(provider -> providers.forcesLogIn(provider.name()))
                .toList();
        if (forcing.isEmpty()) {
            return List.of();
        }
        var linked = linkedProviders.list(user).stream()
                .map(LinkedIdentity::provider)
                .collect(Collectors.toSet());
        return forcing.stream()
                .filter(provider -> linked.contains(provider.name()))
                .map(provider -> link(page, provider, next, "?flow=reauthenticate"))
                .toList();
    }
}
