package org.keyledger.command.publisher;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.ledger.epoch.LedgerReopened;

/** The table of what leaves: an event that is not in it is private. */
final class IntegrationEventTranslator {

    private static final Map<Class<?>, Function<Object, IntegrationEvent>> TABLE = new HashMap<>();

    static {
        publish(TenantCreated.class, event -> new IntegrationEvent.TenantCreated(event.tenant(), event.founder()));
        publish(UserRegistered.class, event -> new IntegrationEvent.UserRegistered(event.user(), event.tenant()));
        publish(
                EmailVerificationRequested.class,
                event -> new IntegrationEvent.EmailVerificationRequested(event.user(), event.expiresAt()));
        publish(EmailVerified.class, event -> new IntegrationEvent.EmailVerified(event.user()));
        publish(
                PasswordChanged.class,
                event -> new IntegrationEvent.PasswordChanged(event.user(), event.credential(), event.kept()));
        publish(PasswordReset.class, event -> new IntegrationEvent.PasswordReset(event.user(), event.credential()));
        publish(TenantClosed.class, event -> new IntegrationEvent.TenantClosed(event.tenant()));
        publish(
                EmailChangeRequested.class,
                event -> new IntegrationEvent.EmailChangeRequested(event.user(), event.expiresAt()));
        publish(EmailChanged.class, event -> new IntegrationEvent.EmailChanged(event.user()));
        publish(
                OtherSessionsEnded.class,
                event -> new IntegrationEvent.OtherSessionsEnded(event.user(), event.credential(), event.kept()));
        publish(UserErased.class, event -> new IntegrationEvent.UserErased(event.user()));
        publish(
                SessionStarted.class,
                event -> new IntegrationEvent.SessionStarted(
                        event.session(), event.user(), event.tenant(), event.remembered(), event.endsAt()));
        publish(
                RefreshTokenReused.class,
                event -> new IntegrationEvent.RefreshTokenReused(event.session(), event.generation()));
        publish(SessionEnded.class, event -> new IntegrationEvent.SessionEnded(event.session(), event.reason()));
        publish(ApiKeyCreated.class, IntegrationEventTranslator::created);
        publish(
                ApiKeyRotated.class,
                event -> new IntegrationEvent.ApiKeyRotated(event.key(), event.successor(), event.refusedFrom()));
        publish(ApiKeyRevoked.class, event -> new IntegrationEvent.ApiKeyRevoked(event.key()));
        publish(
                LedgerReopened.class,
                event -> new IntegrationEvent.LedgerReopened(
                        event.ledger(), event.epoch(), event.parentPosition(), event.parentHash()));
    }

    private IntegrationEventTranslator() {}

    /** What may be known of this event; nothing of a private one. */
    static Optional<IntegrationEvent> of(Object event) {
        return Optional.ofNullable(TABLE.get(event.getClass())).map(form -> form.apply(event));
    }

    /** Every event that leaves. */
    static Set<Class<?>> published() {
        return Set.copyOf(TABLE.keySet());
    }

    private static IntegrationEvent created(ApiKeyCreated event) {
        return new IntegrationEvent.ApiKeyCreated(
                event.key(),
                event.tenant(),
                event.creator(),
                event.label(),
                event.scopes(),
                event.environment(),
                event.prefix(),
                event.expiresAt(),
                event.rotatedFrom());
    }

    private static <E> void publish(Class<E> event, Function<E, IntegrationEvent> form) {
        TABLE.put(event, it -> form.apply(event.cast(it)));
    }
}
