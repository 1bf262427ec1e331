package org.keyledger.gateway.federation;

import java.util.List;
import java.util.Map;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.federation.ProviderName;

/** The configured providers. */
public final class Providers {

    private final Map<ProviderName, IdentityProvider> providers;

    Providers(Map<ProviderName, IdentityProvider> providers) {
        this.providers = providers;
    }

    /**
     * A provider that people can choose.
     *
     * @param label how pages call it
     */
    public record ConfiguredProvider(ProviderName name, String label) {}

    /** In the order of their names. */
    public List<ConfiguredProvider> all() {
        return providers.values().stream()
                .map(provider -> new ConfiguredProvider(provider.name(), provider.label()))
                .toList();
    }

    /** How pages call a provider, also one that is not configured any more. */
    public String labelOf(ProviderName name) {
        var provider = providers.get(name);
        return provider == null ? name.value() : provider.label();
    }

    /**
     * The name in a path.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 404 {@code unknown-provider}
     */
    public ProviderName require(String text) {
        return providers.keySet().stream()
                .filter(name -> name.value().equals(text))
                .findFirst()
                .orElseThrow(Problem.UNKNOWN_PROVIDER::toException);
    }

    /** Whether the provider can be made to ask the person for another log-in. */
    public boolean forcesLogIn(ProviderName name) {
        return get(name).forcesLogIn();
    }

    /** Whether the provider sends its response as a form of its own page. */
    public boolean postsForm(ProviderName name) {
        return get(name).postsForm();
    }

    IdentityProvider get(ProviderName name) {
        var provider = providers.get(name);
        if (provider == null) {
            throw Problem.UNKNOWN_PROVIDER.toException();
        }
        return provider;
    }
}
