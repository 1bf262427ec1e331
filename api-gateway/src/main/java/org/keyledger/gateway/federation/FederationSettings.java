package org.keyledger.gateway.federation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.settings.InvalidSettingException;

/** The configured providers, with their defaults, by name. */
record FederationSettings(Map<ProviderName, ProviderSettings> providers) {

    static final String PREFIX = "keyledger.oauth";

    static final ProviderName GITHUB = ProviderName.parse("github");
    static final ProviderName GOOGLE = ProviderName.parse("google");
    static final ProviderName APPLE = ProviderName.parse("apple");

    private static final String GOOGLE_ISSUER = "https://accounts.google.com";
    private static final String APPLE_ISSUER = "https://appleid.apple.com";

    /** Issuers that cannot be made to ask for another log-in. */
    static final Set<String> WITHOUT_FORCED_LOG_IN = Set.of(GOOGLE_ISSUER, APPLE_ISSUER);

    private static final String URL_RULE = "must be an https URL, or an http URL of this machine, was \"%s\"";

    /** @throws InvalidSettingException if a setting of a provider is missing or invalid */
    static FederationSettings of(Map<String, ProviderSettings> configured) {
        var providers = new TreeMap<ProviderName, ProviderSettings>(ProviderName.BY_VALUE);
        configured.forEach((text, settings) -> {
            if (!settings.isEmpty()) {
                var name = ProviderName.parse(text);
                var complete = withDefaults(name, settings);
                check(name, complete);
                providers.put(name, complete);
            }
        });
        return new FederationSettings(providers);
    }

    private static ProviderSettings withDefaults(ProviderName name, ProviderSettings settings) {
        if (name.equals(GITHUB)) {
            return settings.withDefaults("", "GitHub", "read:user user:email");
        }
        if (name.equals(GOOGLE)) {
            return settings.withDefaults(GOOGLE_ISSUER, "Google", "openid email profile");
        }
        if (name.equals(APPLE)) {
            return settings.withDefaults(APPLE_ISSUER, "Apple", "openid email name");
        }
        var label = Character.toUpperCase(name.value().charAt(0)) + name.value().substring(1);
        return settings.withDefaults("", label, "openid email profile");
    }

    private static void check(ProviderName name, ProviderSettings settings) {
        require(name, "client-id", settings.clientId(), "");
        if (name.equals(GITHUB)) {
            require(name, "client-secret", settings.clientSecret(), "");
            checkUrl(name, "url", settings.url());
            checkUrl(name, "api-url", settings.apiUrl());
            return;
        }
        require(name, "issuer", settings.issuer(), "");
        checkUrl(name, "issuer", settings.issuer());
        if (name.equals(APPLE)) {
            checkApple(name, settings);
        } else if (name.equals(GOOGLE)) {
            require(name, "client-secret", settings.clientSecret(), "");
        }
    }

    /** Apple accepts a secret that is made from the team's key, or was made by the operator. */
    private static void checkApple(ProviderName name, ProviderSettings settings) {
        if (!settings.clientSecret().isBlank()) {
            return;
        }
        var unless = " unless OAUTH_APPLE_CLIENT_SECRET is set";
        require(name, "team-id", settings.teamId(), unless);
        require(name, "key-id", settings.keyId(), unless);
        require(name, "private-key-file", settings.privateKeyFile(), unless);
        if (!Files.isReadable(Path.of(settings.privateKeyFile()))) {
            throw invalid(
                    name,
                    "private-key-file",
                    "must be a readable file, was \"%s\"".formatted(settings.privateKeyFile()));
        }
    }

    private static void require(ProviderName name, String field, String value, String unless) {
        if (value.isBlank()) {
            throw invalid(name, field, "must be set if another setting of provider " + name + " is" + unless);
        }
    }

    private static void checkUrl(ProviderName name, String field, String value) {
        if (!value.isBlank() && !ProviderSettings.isSafeUrl(value)) {
            throw invalid(name, field, URL_RULE.formatted(value));
        }
    }

    static InvalidSettingException invalid(ProviderName name, String field, String message) {
        return new InvalidSettingException(PREFIX + "." + name + "." + field, message);
    }
}
