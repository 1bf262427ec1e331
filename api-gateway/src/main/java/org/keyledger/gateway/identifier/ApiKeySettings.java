package org.keyledger.gateway.identifier;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of API keys: their form, the scopes they can have, and how many a tenant may have. */
@ConfigurationProperties("keyledger.api-keys")
public record ApiKeySettings(
        @DefaultValue("kl") String brand,
        @DefaultValue({"read", "write", "predict", "admin"}) List<String> scopes,
        @DefaultValue("10000") int mostPerTenant) {

    private static final Pattern BRAND_FORM = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern SCOPE_FORM = Pattern.compile("[a-z][a-z0-9:._-]{0,63}");

    static final Setting<String> BRAND = Setting.of(
            "keyledger.api-keys.brand",
            Bound.of(
                    "1 to 32 lower-case letters and digits",
                    brand -> BRAND_FORM.matcher(brand).matches()),
            "The first characters of every API key.");

    static final Setting<List<String>> SCOPES = Setting.of(
            "keyledger.api-keys.scopes",
            Bound.of(
                    "names separated by commas, each of 1 to 64 characters a-z, 0-9, : . _ - and with a letter first",
                    scopes -> scopes.stream()
                            .allMatch(scope -> SCOPE_FORM.matcher(scope).matches())),
            "The scopes that an API key can have. `*`, which includes all of them, need not be listed.");

    static final Setting<Integer> MOST_PER_TENANT = Setting.of(
            "keyledger.api-keys.most-per-tenant",
            Bound.atLeast(1),
            "How many API keys a tenant may have. Revoked and rotated keys do not count.");

    public ApiKeySettings {
        BRAND.require(brand);
        SCOPES.require(scopes);
        MOST_PER_TENANT.require(mostPerTenant);
        scopes = List.copyOf(scopes);
    }

    /**
     * @param field names the scopes in the problem
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-request} for a scope that no key can
     *     have
     */
    public void requireKnown(String field, Collection<String> requested) {
        if (!requested.stream().allMatch(name -> name.equals(Scopes.WILDCARD) || scopes.contains(name))) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError(field, "must be one of " + String.join(", ", scopes) + ", *");
        }
    }
}
