package org.keyledger.gateway.federation;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.keyledger.gateway.export.PersonalDataSource;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.ledger.AtomicStore;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The configured providers, and the use cases of log-in with a provider. */
@Configuration(proxyBeanMethods = false)
@Import({ProviderLogIn.class, LinkedProviders.class, IdentityHasher.class})
public class FederationConfiguration {

    @Bean
    FederationSettings federationSettings(Environment environment) {
        return FederationSettings.of(Binder.get(environment)
                .bind(FederationSettings.PREFIX, Bindable.mapOf(String.class, ProviderSettings.class))
                .orElse(Map.of()));
    }

    @Bean
    Providers providers(FederationSettings settings, Clock clock) {
        var http = new ProviderHttp();
        var providers = new TreeMap<ProviderName, IdentityProvider>(ProviderName.BY_VALUE);
        settings.providers().forEach((name, provider) -> providers.put(name, create(name, provider, http, clock)));
        return new Providers(providers);
    }

    private static IdentityProvider create(
            ProviderName name, ProviderSettings settings, ProviderHttp http, Clock clock) {
        if (name.equals(FederationSettings.GITHUB)) {
            return new GitHubProvider(settings, http);
        }
        var metadata = new ProviderMetadata(settings.issuer(), http, clock);
        if (name.equals(FederationSettings.APPLE) && settings.clientSecret().isBlank()) {
            return new OidcProvider(name, settings, metadata, new AppleClientSecret(settings, clock)::create, http);
        }
        return new OidcProvider(name, settings, metadata, settings::clientSecret, http);
    }

    @Bean
    ProviderFlow providerFlow(
            Providers providers, AtomicStore store, RandomSource randomSource, PublicSettings settings, Clock clock) {
        return new ProviderFlow(providers, new UsedStates(store), randomSource, settings, clock);
    }

    @Bean
    PersonalDataSource identityDataSource(LinkedProviders linkedProviders) {
        return new IdentityDataSource(linkedProviders);
    }

    @Bean
    FlowCookies flowCookies(ServiceKeys keys, RandomSource randomSource, PublicSettings settings, Clock clock) {
        return new FlowCookies(new CookieSealer(keys, randomSource), settings, clock);
    }
}
