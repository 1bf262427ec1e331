package org.keyledger.kernel.session;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Secret;

/** Events of a session. */
public sealed interface SessionEvent {

    SessionId session();

    /**
     * Started. The session is valid while {@code credential} is the user's current version or the latest change kept
     * the session, while it is used before {@code idleUntil}, and until {@code endsAt}; {@code refreshToken} is SHA-256
     * of generation 1.
     * {@code authentication} is how the user proved who they are.
     */
    @JsonPropertyOrder({
        "session",
        "user",
        "tenant",
        "credential",
        "refreshToken",
        "remembered",
        "idleUntil",
        "endsAt",
        "methods",
        "authenticatedAt"
    })
    record SessionStarted(
            SessionId session,
            UserId user,
            TenantId tenant,
            CredentialVersion credential,
            @Secret(subject = "user") Digest refreshToken,
            boolean remembered,
            Instant idleUntil,
            Instant endsAt,
            @JsonUnwrapped Authentication authentication)
            implements SessionEvent {}

    /** Got a new refresh token of this generation. */
    record SessionRefreshed(
            SessionId session,
            UserId user,
            int generation,
            @Secret(subject = "user") Digest refreshToken,
            Instant idleUntil)
            implements SessionEvent {}

    /** A replaced refresh token was presented, so somebody has a copy of it. The session ends with this event. */
    record RefreshTokenReused(SessionId session, int generation) implements SessionEvent {}

    record SessionEnded(SessionId session, Reason reason) implements SessionEvent {}

    /** Why a session ended. */
    enum Reason {
        LOGGED_OUT,
        REFRESH_TOKEN_REUSED,
        CREDENTIAL_CHANGED,
        /** The tenant's policy lets no session last so long. */
        POLICY
    }
}
