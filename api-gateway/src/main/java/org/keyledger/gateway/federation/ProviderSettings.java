package org.keyledger.gateway.federation;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of one provider; empty if it is not set. {@code OAUTH_<NAME>_CLIENT_ID} and so on.
 *
 * @param name how pages call the provider
 * @param scopes separated by spaces
 * @param url of the web pages of GitHub
 * @param apiUrl of the API of GitHub
 */
record ProviderSettings(
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String issuer,
        @DefaultValue("") String name,
        @DefaultValue("") String scopes,
        @DefaultValue("") String url,
        @DefaultValue("") String apiUrl,
        @DefaultValue("") String teamId,
        @DefaultValue("") String keyId,
        @DefaultValue("") String privateKeyFile) {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    ProviderSettings withDefaults(String defaultIssuer, String defaultName, String defaultScopes) {
        return new ProviderSettings(
                clientId,
                clientSecret,
                issuer.isBlank() ? defaultIssuer : issuer,
                name.isBlank() ? defaultName : name,
                scopes.isBlank() ? defaultScopes : scopes,
                url,
                apiUrl,
                teamId,
                keyId,
                privateKeyFile);
    }

    /** Whether nothing is set. */
    boolean isEmpty() {
        return Stream.of(clientId, clientSecret, issuer, name, scopes, url, apiUrl, teamId, keyId, privateKeyFile)
                .allMatch(String::isBlank);
    }

    /** Whether codes and tokens can be sent there: over TLS, or within this machine. */
    static boolean isSafeUrl(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "ProviderSettings[clientId=" + clientId + ", issuer=" + issuer + "]";
    }
}
