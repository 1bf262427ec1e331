package org.keyledger.gateway.loginpage;

import java.util.List;
import org.keyledger.gateway.federation.Providers;
import org.keyledger.gateway.page.PageContext;
import org.keyledger.gateway.page.ReturnPath;

/** The configured providers: each creates an account too, so that both pages link to it. */
final class ProviderWayIn implements WayInLinks {

    private final Providers providers;

    ProviderWayIn(Providers providers) {
        this.providers = providers;
    }

    @Override
    public List<Link> links(PageContext page, ReturnPath next, boolean signUp) {
        return providers.all().stream()
                .map(provider -> new Link(
                        page.text("provider.continue", provider.label()),
                        next.appendTo("/api/auth/oauth/" + provider.name())))
                .toList();
    }
}
