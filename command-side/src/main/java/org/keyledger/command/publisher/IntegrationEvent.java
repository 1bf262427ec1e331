package org.keyledger.command.publisher;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.factor.FactorEvent;
import org.keyledger.kernel.federation.FederationEvent;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.passkey.PasskeyEvent;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserId;

/**
 * The published form of an event: ids, scopes and times, no personal data and no secrets. Each has a JSON
 * Schema in {@code docs/events}; a published component keeps its name and meaning.
 */
sealed interface IntegrationEvent {

    /** The CloudEvents subject: the entity that the event is about. Events of one subject keep their order. */
    @JsonIgnore
    Object subject();

    /** The form of an event whose subject is a user. */
    sealed interface OfUser extends IntegrationEvent {

        UserId userId();

        @Override
        default UserId subject() {
            return userId();
        }
    }

    record TenantCreated(TenantId tenantId, UserId founderId) implements IntegrationEvent {
        @Override
        public TenantId subject() {
            return tenantId;
        }
    }

    record TenantPolicyChanged(
            TenantId tenantId,
            @Nullable Boolean verifiedLogin,
            @Nullable Integer minPassword,
            @Nullable Eligibility keyCreation,
            @Nullable Scopes maxScopes,
            @Nullable Eligibility keyOwnerTenant,
            @Nullable Availability magicLink,
            @Nullable Integer sessionIdle,
            @Nullable Integer sessionMax)
            implements IntegrationEvent {
        @Override
        public TenantId subject() {
            return tenantId;
        }
    }

    record TenantClosed(TenantId tenantId) implements IntegrationEvent {
        @Override
        public TenantId subject() {
            return tenantId;
        }
    }

    record UserRegistered(UserId userId, TenantId tenantId) implements OfUser {}

    record EmailVerificationRequested(UserId userId, Instant expiresAt) implements OfUser {}

    record EmailVerified(UserId userId) implements OfUser {}

    record PasswordChanged(
            UserId userId,
            CredentialVersion credentialVersion,
            @Nullable SessionId keptSessionId) implements OfUser {}

    record PasswordReset(UserId userId, CredentialVersion credentialVersion) implements OfUser {}

    record EmailChangeRequested(UserId userId, Instant expiresAt) implements OfUser {}

    record EmailChangeCancelled(UserId userId, UserEvent.CancelReason reason) implements OfUser {}

    record EmailChangeUndone(UserId userId, CredentialVersion credentialVersion) implements OfUser {}

    record AccountReclaimed(UserId userId, CredentialVersion credentialVersion) implements OfUser {}

    record EmailChanged(UserId userId) implements OfUser {}

    record AccountSecured(UserId userId, CredentialVersion credentialVersion) implements OfUser {}

    record OtherSessionsEnded(UserId userId, CredentialVersion credentialVersion, SessionId keptSessionId)
            implements OfUser {}

    record EmailOwnershipProved(UserId userId, SessionId sessionId) implements OfUser {}

    record ApiKeysEnded(UserId userId, TenantId tenantId, CredentialVersion credentialVersion) implements OfUser {}

    record UserErased(UserId userId) implements OfUser {}

    record IdentityLinked(UserId userId, ProviderName provider) implements OfUser {}

    record IdentityUnlinked(UserId userId, ProviderName provider, FederationEvent.Reason reason) implements OfUser {}

    record PasskeyRegistered(UserId userId, PasskeyId passkeyId, boolean backupEligible, boolean backedUp)
            implements OfUser {}

    record PasskeyUsed(UserId userId, PasskeyId passkeyId) implements OfUser {}

    record PasskeyUseRejected(UserId userId, PasskeyId passkeyId) implements OfUser {}

    record PasskeyRemoved(UserId userId, PasskeyId passkeyId, PasskeyEvent.Reason reason) implements OfUser {}

    record TotpEnrolled(UserId userId) implements OfUser {}

    record TotpConfirmed(UserId userId) implements OfUser {}

    record TotpDisabled(UserId userId, FactorEvent.Reason reason) implements OfUser {}

    record TotpCodeUsed(UserId userId) implements OfUser {}

    record RecoveryCodesGenerated(UserId userId) implements OfUser {}

    record RecoveryCodeUsed(UserId userId) implements OfUser {}

    record SessionStarted(
            SessionId sessionId,
            UserId userId,
            TenantId tenantId,
            boolean remembered,
            Instant endsAt,
            List<AuthenticationMethod> methods,
            Instant authenticatedAt)
            implements IntegrationEvent {
        @Override
        public SessionId subject() {
            return sessionId;
        }
    }

    record RefreshTokenReused(SessionId sessionId, int generation) implements IntegrationEvent {
        @Override
        public SessionId subject() {
            return sessionId;
        }
    }

    record SessionEnded(SessionId sessionId, SessionEvent.Reason reason) implements IntegrationEvent {
        @Override
        public SessionId subject() {
            return sessionId;
        }
    }

    record ApiKeyCreated(
            ApiKeyId keyId,
            TenantId tenantId,
            UserId creatorId,
            KeyOwner.Kind owner,
            Scopes scopes,
            Environment environment,
            KeyPrefix prefix,
            @Nullable Instant expiresAt,
            @Nullable ApiKeyId rotatedFrom,
            CredentialVersion credentialVersion)
            implements IntegrationEvent {
        @Override
        public ApiKeyId subject() {
            return keyId;
        }
    }

    record ApiKeyChanged(ApiKeyId keyId, TenantId tenantId, Scopes scopes) implements IntegrationEvent {
        @Override
        public ApiKeyId subject() {
            return keyId;
        }
    }

    record SigningKeyRegistered(
            ApiKeyId keyId,
            TenantId tenantId,
            UserId creatorId,
            KeyOwner.Kind owner,
            Scopes scopes,
            Environment environment,
            String publicKeyThumbprint,
            @Nullable Instant expiresAt,
            @Nullable ApiKeyId rotatedFrom,
            CredentialVersion credentialVersion)
            implements IntegrationEvent {
        @Override
        public ApiKeyId subject() {
            return keyId;
        }
    }

    record ApiKeyRotated(ApiKeyId keyId, ApiKeyId successorId, Instant refusedFrom) implements IntegrationEvent {
        @Override
        public ApiKeyId subject() {
            return keyId;
        }
    }

    record ApiKeyRevoked(ApiKeyId keyId) implements IntegrationEvent {
        @Override
        public ApiKeyId subject() {
            return keyId;
        }
    }

    record ApiKeyConfirmed(ApiKeyId keyId) implements IntegrationEvent {
        @Override
        public ApiKeyId subject() {
            return keyId;
        }
    }

    record SessionsEnded(UUID ledgerId, int epoch) implements IntegrationEvent {
        @Override
        public UUID subject() {
            return ledgerId;
        }
    }

    record KeysSuspended(UUID ledgerId, int epoch) implements IntegrationEvent {
        @Override
        public UUID subject() {
            return ledgerId;
        }
    }

    record KeysConfirmed(UUID ledgerId, @Nullable TenantId tenantId) implements IntegrationEvent {
        @Override
        public UUID subject() {
            return ledgerId;
        }
    }

    /** The ledger was reopened: events published after the parent position are no longer part of it. */
    record LedgerReopened(UUID ledgerId, int epoch, long parentPosition, String parentHash)
            implements IntegrationEvent {
        @Override
        public UUID subject() {
            return ledgerId;
        }
    }
}
