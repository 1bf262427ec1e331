package org.keyledger.command.publisher;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUseRejected;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUsed;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.ledger.epoch.LedgerReopened;

/** Translates events to their published form; an event without a translation is private. */
final class IntegrationEventTranslator {

    private static final Map<Class<?>, Function<Object, IntegrationEvent>> TRANSLATIONS = new HashMap<>();

    static {
        register(TenantCreated.class, event -> new IntegrationEvent.TenantCreated(event.tenant(), event.founder()));
        register(UserRegistered.class, event -> new IntegrationEvent.UserRegistered(event.user(), event.tenant()));
        register(
                EmailVerificationRequested.class,
                event -> new IntegrationEvent.EmailVerificationRequested(event.user(), event.expiresAt()));
        register(EmailVerified.class, event -> new IntegrationEvent.EmailVerified(event.user()));
        register(
                PasswordChanged.class,
                event -> new IntegrationEvent.PasswordChanged(event.user(), event.credential(), event.kept()));
        register(PasswordReset.class, event -> new IntegrationEvent.PasswordReset(event.user(), event.credential()));
        register(TenantPolicyChanged.class, IntegrationEventTranslator::toTenantPolicyChanged);
        register(TenantClosed.class, event -> new IntegrationEvent.TenantClosed(event.tenant()));
        register(
                EmailChangeRequested.class,
                event -> new IntegrationEvent.EmailChangeRequested(event.user(), event.expiresAt()));
        register(
                EmailChangeCancelled.class,
                event -> new IntegrationEvent.EmailChangeCancelled(event.user(), event.reason()));
        register(
                EmailChangeUndone.class,
                event -> new IntegrationEvent.EmailChangeUndone(event.user(), event.credential()));
        register(EmailChanged.class, event -> new IntegrationEvent.EmailChanged(event.user()));
        register(AccountSecured.class, event -> new IntegrationEvent.AccountSecured(event.user(), event.credential()));
        register(
                OtherSessionsEnded.class,
                event -> new IntegrationEvent.OtherSessionsEnded(event.user(), event.credential(), event.kept()));
        register(
                EmailOwnershipProved.class,
                event -> new IntegrationEvent.EmailOwnershipProved(event.user(), event.session()));
        register(
                ApiKeysEnded.class,
                event -> new IntegrationEvent.ApiKeysEnded(event.user(), event.tenant(), event.credential()));
        register(
                AccountReclaimed.class,
                event -> new IntegrationEvent.AccountReclaimed(event.user(), event.credential()));
        register(UserErased.class, event -> new IntegrationEvent.UserErased(event.user()));
        register(TotpEnrolled.class, event -> new IntegrationEvent.TotpEnrolled(event.user()));
        register(TotpConfirmed.class, event -> new IntegrationEvent.TotpConfirmed(event.user()));
        register(TotpDisabled.class, event -> new IntegrationEvent.TotpDisabled(event.user(), event.reason()));
        register(TotpCodeUsed.class, event -> new IntegrationEvent.TotpCodeUsed(event.user()));
        register(RecoveryCodesGenerated.class, event -> new IntegrationEvent.RecoveryCodesGenerated(event.user()));
        register(RecoveryCodeUsed.class, event -> new IntegrationEvent.RecoveryCodeUsed(event.user()));
        register(IdentityLinked.class, event -> new IntegrationEvent.IdentityLinked(event.user(), event.provider()));
        register(
                IdentityUnlinked.class,
                event -> new IntegrationEvent.IdentityUnlinked(event.user(), event.provider(), event.reason()));
        register(
                PasskeyRegistered.class,
                event -> new IntegrationEvent.PasskeyRegistered(
                        event.user(),
                        event.passkey(),
                        event.state().backupEligible(),
                        event.state().backedUp()));
        register(PasskeyUsed.class, event -> new IntegrationEvent.PasskeyUsed(event.user(), event.passkey()));
        register(
                PasskeyUseRejected.class,
                event -> new IntegrationEvent.PasskeyUseRejected(event.user(), event.passkey()));
        register(
                PasskeyRemoved.class,
                event -> new IntegrationEvent.PasskeyRemoved(event.user(), event.passkey(), event.reason()));
        register(
                SessionStarted.class,
                event -> new IntegrationEvent.SessionStarted(
                        event.session(),
                        event.user(),
                        event.tenant(),
                        event.remembered(),
                        event.endsAt(),
                        event.authentication().methods(),
                        event.authentication().at()));
        register(
                RefreshTokenReused.class,
                event -> new IntegrationEvent.RefreshTokenReused(event.session(), event.generation()));
        register(SessionEnded.class, event -> new IntegrationEvent.SessionEnded(event.session(), event.reason()));
        register(ApiKeyCreated.class, IntegrationEventTranslator::toApiKeyCreated);
        register(SigningKeyRegistered.class, IntegrationEventTranslator::toSigningKeyRegistered);
        register(
                ApiKeyChanged.class,
                event -> new IntegrationEvent.ApiKeyChanged(
                        event.key(), event.tenant(), event.grant().access().scopes()));
        register(
                ApiKeyRotated.class,
                event -> new IntegrationEvent.ApiKeyRotated(event.key(), event.successor(), event.refusedFrom()));
        register(ApiKeyRevoked.class, event -> new IntegrationEvent.ApiKeyRevoked(event.key()));
        register(ApiKeyConfirmed.class, event -> new IntegrationEvent.ApiKeyConfirmed(event.key()));
        register(SessionsEnded.class, event -> new IntegrationEvent.SessionsEnded(event.ledger(), event.epoch()));
        register(KeysSuspended.class, event -> new IntegrationEvent.KeysSuspended(event.ledger(), event.epoch()));
        register(KeysConfirmed.class, event -> new IntegrationEvent.KeysConfirmed(event.ledger(), event.tenant()));
        register(
                LedgerReopened.class,
                event -> new IntegrationEvent.LedgerReopened(
                        event.ledger(), event.epoch(), event.parentPosition(), event.parentHash()));
    }

    private IntegrationEventTranslator() {}

    /** The published form of this event; empty if the event is private. */
    static Optional<IntegrationEvent> translate(Object event) {
        return Optional.ofNullable(TRANSLATIONS.get(event.getClass())).map(translation -> translation.apply(event));
    }

    /** The types of the events that are published. */
    static Set<Class<?>> publishedTypes() {
        return Set.copyOf(TRANSLATIONS.keySet());
    }

    private static IntegrationEvent toTenantPolicyChanged(TenantPolicyChanged event) {
        var policy = event.policy();
        return new IntegrationEvent.TenantPolicyChanged(
                event.tenant(),
                policy.verifiedLogin(),
                policy.minPassword(),
                policy.keyCreation(),
                policy.maxScopes(),
                policy.keyOwnerTenant(),
                policy.magicLink(),
                policy.sessionIdle(),
                policy.sessionMax());
    }

    private static IntegrationEvent toApiKeyCreated(ApiKeyCreated event) {
        var grant = event.grant();
        return new IntegrationEvent.ApiKeyCreated(
                event.key(),
                event.tenant(),
                event.creator(),
                event.owner().kind(),
                grant.access().scopes(),
                grant.environment(),
                event.prefix(),
                grant.expiresAt(),
                event.rotatedFrom(),
                event.credential());
    }

    private static IntegrationEvent toSigningKeyRegistered(SigningKeyRegistered event) {
        var grant = event.grant();
        return new IntegrationEvent.SigningKeyRegistered(
                event.key(),
                event.tenant(),
                event.creator(),
                event.owner().kind(),
                grant.access().scopes(),
                grant.environment(),
                event.publicKey().thumbprint(),
                grant.expiresAt(),
                event.rotatedFrom(),
                event.credential());
    }

    private static <E> void register(Class<E> event, Function<E, IntegrationEvent> translation) {
        TRANSLATIONS.put(event, payload -> translation.apply(event.cast(payload)));
    }
}
