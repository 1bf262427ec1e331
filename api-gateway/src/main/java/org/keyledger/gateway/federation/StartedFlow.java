package org.keyledger.gateway.federation;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.keyledger.gateway.federation.IdentityProvider.Challenge;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.session.SessionId;

/**
 * A request to a provider that waits for the response, as the browser keeps it.
 *
 * @param next where the browser goes afterwards; empty for the default
 * @param session that the browser had at the start: the one to link to, or the one that a log-in replaces
 */
public record StartedFlow(
        ProviderName provider,
        Kind kind,
        String state,
        String nonce,
        String verifier,
        String next,
        Optional<SessionId> session,
        Instant startedAt) {

    private static final String SEPARATOR = "\n";

    /** What the identity is wanted for: the parameter {@code flow}. */
    public enum Kind {
        LOGIN,
        LINK,
        /** A log-in by which a person who is logged in proves again who they are: the provider must ask for it. */
        REAUTHENTICATE
    }

    Challenge challenge(URI redirectUri) {
        return new Challenge(state, nonce, verifier, redirectUri, kind == Kind.REAUTHENTICATE);
    }

    String text() {
        return String.join(
                SEPARATOR,
                provider.value(),
                kind.name(),
                state,
                nonce,
                verifier,
                next,
                session.map(SessionId::toString).orElse(""),
                startedAt.toString());
    }

    /** Reads what {@link #text} wrote. */
    static StartedFlow parse(String text) {
        var fields = text.split(SEPARATOR, -1);
        return new StartedFlow(
                ProviderName.parse(fields[0]),
                Kind.valueOf(fields[1]),
                fields[2],
                fields[3],
                fields[4],
                fields[5],
                Optional.of(fields[6]).filter(id -> !id.isEmpty()).map(SessionId::parse),
                Instant.parse(fields[7]));
    }

    @Override
    public String toString() {
        return "StartedFlow[" + provider + ", " + kind + "]";
    }
}
