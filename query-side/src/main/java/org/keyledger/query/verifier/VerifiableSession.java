package org.keyledger.query.verifier;

import java.time.Instant;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** A session that has not ended, with the values that verification needs. */
record VerifiableSession(
        SessionId session,
        UserId user,
        TenantId tenant,
        CredentialVersion credential,
        boolean remembered,
        int generation,
        Instant startedAt,
        Instant idleUntil,
        Instant endsAt) {

    static VerifiableSession of(SessionStarted event, Instant time) {
        return new VerifiableSession(
                event.session(),
                event.user(),
                event.tenant(),
                event.credential(),
                event.remembered(),
                1,
                time,
                event.idleUntil(),
                event.endsAt());
    }

    /** When the session expires. */
    Instant end() {
        return idleUntil.isBefore(endsAt) ? idleUntil : endsAt;
    }

    VerifiableSession refreshed(SessionRefreshed event) {
        return new VerifiableSession(
                session,
                user,
                tenant,
                credential,
                remembered,
                event.generation(),
                startedAt,
                event.idleUntil(),
                endsAt);
    }
}
