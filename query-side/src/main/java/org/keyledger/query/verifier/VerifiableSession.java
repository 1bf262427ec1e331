package org.keyledger.query.verifier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Optional;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionLifetime;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;

/**
 * A session that was not ended, as the verifier's view stores it.
 *
 * @param started position of the event that started it
 * @param renewedAt when the current generation was issued
 */
record VerifiableSession(
        SessionId session,
        UserId user,
        TenantId tenant,
        CredentialVersion credential,
        boolean remembered,
        int generation,
        long started,
        Instant startedAt,
        Instant renewedAt,
        @JsonUnwrapped SessionLifetime lifetime,
        @JsonUnwrapped Authentication authentication) {

    static VerifiableSession of(SessionStarted event, Position position, Instant time) {
        return new VerifiableSession(
                event.session(),
                event.user(),
                event.tenant(),
                event.credential(),
                event.remembered(),
                1,
                position.value(),
                time,
                time,
                SessionLifetime.of(event),
                event.authentication());
    }

    /** The session after this event; empty once an event ended it. */
    Optional<VerifiableSession> after(SessionEvent event, Instant time) {
        var refreshed = event instanceof SessionRefreshed;
        var current = event instanceof SessionRefreshed it ? it.generation() : generation;
        return lifetime.after(event)
                .map(changed -> new VerifiableSession(
                        session,
                        user,
                        tenant,
                        credential,
                        remembered,
                        current,
                        started,
                        startedAt,
                        refreshed ? time : renewedAt,
                        changed,
                        authentication));
    }
}
