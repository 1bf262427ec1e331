package org.keyledger.kernel.session;

import java.time.Instant;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Secret;

/** What can happen to a session. */
public sealed interface SessionEvent {

    SessionId session();

    /**
     * Signed in. The session lives while {@code credential} is the user's current version, it is used before
     * {@code idleUntil}, and {@code endsAt} has not come; {@code refreshToken} is SHA-256 of generation 1.
     */
    record SessionStarted(
            SessionId session,
            UserId user,
            TenantId tenant,
            CredentialVersion credential,
            @Secret(subject = "user") Digest refreshToken,
            boolean remembered,
            Instant idleUntil,
            Instant endsAt)
            implements SessionEvent {}

    /** Has a new refresh token, of this generation. */
    record SessionRefreshed(
            SessionId session,
            UserId user,
            int generation,
            @Secret(subject = "user") Digest refreshToken,
            Instant idleUntil)
            implements SessionEvent {}

    /** A refresh token came back that had been replaced: somebody has a copy. The session ends with it. */
    record RefreshTokenReused(SessionId session, int generation) implements SessionEvent {}

    record SessionEnded(SessionId session, Reason reason) implements SessionEvent {}

    /** Why a session ended. */
    enum Reason {
        LOGGED_OUT,
        REFRESH_TOKEN_REUSED,
        CREDENTIAL_CHANGED
    }
}
