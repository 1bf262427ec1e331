package org.keyledger.gateway.factor;

import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How authenticator apps name this service. */
@ConfigurationProperties("keyledger.second-factor")
record SecondFactorSettings(@DefaultValue("Keyledger") String issuer) {

    private static final int MAX_LENGTH = 64;

    static final Setting<String> ISSUER = Setting.of(
            "keyledger.second-factor.issuer",
            Bound.of(
                    "1 to " + MAX_LENGTH + " characters without a colon",
                    issuer -> !issuer.isBlank() && issuer.length() <= MAX_LENGTH && !issuer.contains(":")),
            "The name of this service in authenticator apps.");

    public SecondFactorSettings {
        ISSUER.require(issuer);
    }
}
