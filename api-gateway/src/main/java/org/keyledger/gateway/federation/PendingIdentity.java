package org.keyledger.gateway.federation;

import java.time.Instant;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.federation.ProviderIdentity;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.federation.ProviderSubject;
import org.keyledger.kernel.user.DisplayName;

/**
 * An identity that the owner of an account must confirm before it is linked, as the browser keeps it.
 *
 * @param confirmedAt when the provider confirmed the identity
 */
public record PendingIdentity(ProviderIdentity identity, Instant confirmedAt) {

    private static final String SEPARATOR = "\n";

    String text() {
        return String.join(
                SEPARATOR,
                identity.provider().value(),
                identity.hmac().value(),
                identity.subject().value(),
                identity.account().value(),
                confirmedAt.toString());
    }

    /** Reads what {@link #text} wrote. */
    static PendingIdentity parse(String text) {
        var fields = text.split(SEPARATOR, -1);
        return new PendingIdentity(
                new ProviderIdentity(
                        ProviderName.parse(fields[0]),
                        IdentityHmac.parse(fields[1]),
                        ProviderSubject.parse(fields[2]),
                        DisplayName.parse(fields[3])),
                Instant.parse(fields[4]));
    }
}
