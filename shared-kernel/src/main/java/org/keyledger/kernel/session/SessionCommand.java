package org.keyledger.kernel.session;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** Commands to a session. */
public sealed interface SessionCommand extends Command {

    SessionId session();

    @Override
    default SessionId targetId() {
        return session();
    }

    /**
     * Starts a session after the user proved who they are at this credential version.
     *
     * @param openedLink the mailed link that was opened in the same browser; null if none is known
     * @param replaced the session that the browser had before, which ends in the same commit; null for none
     * @param factor a use of the user's second factor; null if none was used
     */
    record StartSession(
            UserId user,
            TenantId tenant,
            CredentialVersion credential,
            NewSession newSession,
            @Nullable MailRequestId openedLink,
            @Nullable SessionId replaced,
            @Nullable FactorUse factor)
            implements SessionCommand {
        @Override
        public SessionId session() {
            return newSession.session();
        }
    }

    /**
     * Replaces the refresh token of this generation with its successor.
     *
     * @param presented SHA-256 of the presented token
     * @param successor SHA-256 of the token of the next generation
     */
    record RefreshSession(SessionId session, int generation, Digest presented, Digest successor)
            implements SessionCommand {}

    /**
     * Ends a session.
     *
     * @param user whose session it must be; null if an authentic token of the session itself was presented
     */
    record EndSession(SessionId session, @Nullable UserId user) implements SessionCommand {}
}
