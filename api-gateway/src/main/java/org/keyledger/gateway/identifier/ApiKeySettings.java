package org.keyledger.gateway.identifier;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How API keys look and what they can be good for.
 *
 * @param brand what every key begins with: 1 to 32 small letters and digits
 * @param scopes the names that a key may be made for, {@code *} aside
 * @param mostPerTenant keys that a tenant may have, not counting those revoked or replaced
 */
@ConfigurationProperties("keyledger.api-keys")
public record ApiKeySettings(
        @DefaultValue("kl") String brand,
        @DefaultValue({"read", "write", "predict", "admin"}) List<String> scopes,
        @DefaultValue("10000") int mostPerTenant) {

    private static final Pattern BRAND = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9:._-]{0,63}");

    public ApiKeySettings {
        if (!BRAND.matcher(brand).matches()) {
            throw new IllegalArgumentException("the brand has 1 to 32 small letters and digits");
        }
        if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw new IllegalArgumentException("a scope begins with a small letter and has at most 64 characters");
        }
        if (mostPerTenant < 1) {
            throw new IllegalArgumentException("a tenant may have at least one key");
        }
        scopes = List.copyOf(scopes);
    }
}
