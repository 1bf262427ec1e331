package org.keyledger.kernel.mail;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.factor.FactorEvent;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.federation.FederationEvent;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.passkey.PasskeyEvent;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserId;

/**
 * A notice that an event causes. The publisher requests the mail; whether it is sent is decided by the projection of
 * pending mails, which makes the same request of the same event.
 */
public record NoticeRequest(MailKind kind, UserId user, MailRequestId request) {

    /**
     * The notice of this event; empty if it causes none. A log-in requests one whether or not its device is new.
     *
     * @param actor the user who caused the event; null if no user did
     */
    public static Optional<NoticeRequest> of(Object event, long position, Instant time, @Nullable UserId actor) {
        var kind = kindOf(event);
        var user = userOf(event, actor);
        return kind == null || user == null
                ? Optional.empty()
                : Optional.of(new NoticeRequest(kind, user, MailRequestId.ofNotice(position, time)));
    }

    private static @Nullable MailKind kindOf(Object event) {
        if (event instanceof PasswordReset || event instanceof PasswordChanged) {
            return MailKind.PASSWORD_CHANGED;
        }
        if (event instanceof SessionStarted) {
            return MailKind.NEW_DEVICE;
        }
        if (event instanceof ApiKeyIssued) {
            return MailKind.API_KEY_CREATED;
        }
        if (event instanceof ApiKeyRevoked) {
            return MailKind.API_KEY_REVOKED;
        }
        if (event instanceof TotpConfirmed) {
            return MailKind.SECOND_FACTOR_ADDED;
        }
        if (event instanceof TotpDisabled) {
            return MailKind.SECOND_FACTOR_REMOVED;
        }
        if (event instanceof PasskeyRegistered) {
            return MailKind.PASSKEY_ADDED;
        }
        if (event instanceof PasskeyRemoved) {
            return MailKind.PASSKEY_REMOVED;
        }
        if (event instanceof IdentityLinked) {
            return MailKind.PROVIDER_LINKED;
        }
        if (event instanceof IdentityUnlinked) {
            return MailKind.PROVIDER_UNLINKED;
        }
        return event instanceof RecoveryCodeUsed ? MailKind.RECOVERY_CODE_USED : null;
    }

    private static @Nullable UserId userOf(Object event, @Nullable UserId actor) {
        if (event instanceof UserEvent user) {
            return user.user();
        }
        if (event instanceof FactorEvent factor) {
            return factor.user();
        }
        if (event instanceof PasskeyEvent passkey) {
            return passkey.user();
        }
        if (event instanceof FederationEvent federation) {
            return federation.user();
        }
        if (event instanceof SessionStarted session) {
            return session.user();
        }
        return event instanceof ApiKeyIssued key ? key.creator() : actor;
    }
}
