package org.keyledger.kernel;

import java.util.Map;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailRetained;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityClaimed;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityReleased;
import org.keyledger.kernel.login.LoginEvent.LoginFailed;
import org.keyledger.kernel.login.LoginEvent.MagicLinkCodeShown;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.login.LoginEvent.MagicLinkUsed;
import org.keyledger.kernel.login.LoginEvent.Padding;
import org.keyledger.kernel.login.LoginEvent.RequestDeclined;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.passkey.PasskeyCredentialEvent.PasskeyCredentialClaimed;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRenamed;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUseRejected;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUsed;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;

/** The type names under which events are stored and published. A name never changes. */
public final class EventTypes {

    /** Every event class by its stored type name; all have revision 1. */
    public static final Map<String, Class<?>> BY_NAME = Map.ofEntries(
            Map.entry("tenant.created", TenantCreated.class),
            Map.entry("tenant.policy-changed", TenantPolicyChanged.class),
            Map.entry("tenant.closed", TenantClosed.class),
            Map.entry("user.registered", UserRegistered.class),
            Map.entry("user.email-verification-requested", EmailVerificationRequested.class),
            Map.entry("user.email-verified", EmailVerified.class),
            Map.entry("user.password-changed", PasswordChanged.class),
            Map.entry("user.password-reset-requested", PasswordResetRequested.class),
            Map.entry("user.password-reset", PasswordReset.class),
            Map.entry("user.password-rehashed", PasswordRehashed.class),
            Map.entry("user.renamed", UserRenamed.class),
            Map.entry("user.language-changed", LanguageChanged.class),
            Map.entry("user.email-change-requested", EmailChangeRequested.class),
            Map.entry("user.email-change-notice-requested", EmailChangeNoticeRequested.class),
            Map.entry("user.email-change-cancelled", EmailChangeCancelled.class),
            Map.entry("user.email-changed", EmailChanged.class),
            Map.entry("user.email-change-undone", EmailChangeUndone.class),
            Map.entry("user.account-secured", AccountSecured.class),
            Map.entry("user.other-sessions-ended", OtherSessionsEnded.class),
            Map.entry("user.api-keys-ended", ApiKeysEnded.class),
            Map.entry("user.email-ownership-proved", EmailOwnershipProved.class),
            Map.entry("user.account-reclaimed", AccountReclaimed.class),
            Map.entry("user.erased", UserErased.class),
            Map.entry("emailclaim.claimed", EmailClaimed.class),
            Map.entry("emailclaim.retained", EmailRetained.class),
            Map.entry("emailclaim.reclaimed", EmailReclaimed.class),
            Map.entry("emailclaim.released", EmailReleased.class),
            Map.entry("login.failed", LoginFailed.class),
            Map.entry("login.request-declined", RequestDeclined.class),
            Map.entry("login.sign-up-notice-requested", SignUpNoticeRequested.class),
            Map.entry("login.magic-link-requested", MagicLinkRequested.class),
            Map.entry("login.magic-link-code-shown", MagicLinkCodeShown.class),
            Map.entry("login.magic-link-used", MagicLinkUsed.class),
            Map.entry("login.padding", Padding.class),
            Map.entry("factor.totp-enrolled", TotpEnrolled.class),
            Map.entry("factor.totp-confirmed", TotpConfirmed.class),
            Map.entry("factor.totp-disabled", TotpDisabled.class),
            Map.entry("factor.totp-code-used", TotpCodeUsed.class),
            Map.entry("factor.recovery-codes-generated", RecoveryCodesGenerated.class),
            Map.entry("factor.recovery-code-used", RecoveryCodeUsed.class),
            Map.entry("federation.identity-linked", IdentityLinked.class),
            Map.entry("federation.identity-unlinked", IdentityUnlinked.class),
            Map.entry("federation.identity-claimed", IdentityClaimed.class),
            Map.entry("federation.identity-released", IdentityReleased.class),
            Map.entry("passkey.registered", PasskeyRegistered.class),
            Map.entry("passkey.used", PasskeyUsed.class),
            Map.entry("passkey.use-rejected", PasskeyUseRejected.class),
            Map.entry("passkey.renamed", PasskeyRenamed.class),
            Map.entry("passkey.removed", PasskeyRemoved.class),
            Map.entry("passkey.credential-claimed", PasskeyCredentialClaimed.class),
            Map.entry("session.started", SessionStarted.class),
            Map.entry("session.refreshed", SessionRefreshed.class),
            Map.entry("session.refresh-token-reused", RefreshTokenReused.class),
            Map.entry("session.ended", SessionEnded.class),
            Map.entry("apikey.created", ApiKeyCreated.class),
            Map.entry("apikey.changed", ApiKeyChanged.class),
            Map.entry("apikey.signing-key-registered", SigningKeyRegistered.class),
            Map.entry("apikey.rotated", ApiKeyRotated.class),
            Map.entry("apikey.revoked", ApiKeyRevoked.class),
            Map.entry("apikey.confirmed", ApiKeyConfirmed.class),
            Map.entry("restore.sessions-ended", SessionsEnded.class),
            Map.entry("restore.keys-suspended", KeysSuspended.class),
            Map.entry("restore.keys-confirmed", KeysConfirmed.class));

    private EventTypes() {}

    /** @throws IllegalArgumentException if the event's class is not in the table */
    public static String nameOf(Object event) {
        return BY_NAME.entrySet().stream()
                .filter(type -> type.getValue().equals(event.getClass()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(event.getClass() + " has no event type"));
    }
}
