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
final class PublicForms {

    private static final Map<Class<?>, Function<Object, PublicForm>> TABLE = new HashMap<>();

    static {
        publish(TenantCreated.class, event -> new PublicForm.TenantCreated(event.tenant(), event.founder()));
        publish(UserRegistered.class, event -> new PublicForm.UserRegistered(event.user(), event.tenant()));
        publish(
                EmailVerificationRequested.class,
                event -> new PublicForm.EmailVerificationRequested(event.user(), event.expiresAt()));
        publish(EmailVerified.class, event -> new PublicForm.EmailVerified(event.user()));
        publish(
                PasswordChanged.class,
                event -> new PublicForm.PasswordChanged(event.user(), event.credential(), event.kept()));
        publish(PasswordReset.class, event -> new PublicForm.PasswordReset(event.user(), event.credential()));
        publish(TenantClosed.class, event -> new PublicForm.TenantClosed(event.tenant()));
        publish(
                EmailChangeRequested.class,
                event -> new PublicForm.EmailChangeRequested(event.user(), event.expiresAt()));
        publish(EmailChanged.class, event -> new PublicForm.EmailChanged(event.user()));
        publish(
                OtherSessionsEnded.class,
                event -> new PublicForm.OtherSessionsEnded(event.user(), event.credential(), event.kept()));
        publish(UserErased.class, event -> new PublicForm.UserErased(event.user()));
        publish(
                SessionStarted.class,
                event -> new PublicForm.SessionStarted(
                        event.session(), event.user(), event.tenant(), event.remembered(), event.endsAt()));
        publish(
                RefreshTokenReused.class,
                event -> new PublicForm.RefreshTokenReused(event.session(), event.generation()));
        publish(SessionEnded.class, event -> new PublicForm.SessionEnded(event.session(), event.reason()));
        publish(ApiKeyCreated.class, PublicForms::created);
        publish(
                ApiKeyRotated.class,
                event -> new PublicForm.ApiKeyRotated(event.key(), event.successor(), event.refusedFrom()));
        publish(ApiKeyRevoked.class, event -> new PublicForm.ApiKeyRevoked(event.key()));
        publish(
                LedgerReopened.class,
                event -> new PublicForm.LedgerReopened(
                        event.ledger(), event.epoch(), event.parentPosition(), event.parentHash()));
    }

    private PublicForms() {}

    /** What may be known of this event; nothing of a private one. */
    static Optional<PublicForm> of(Object event) {
        return Optional.ofNullable(TABLE.get(event.getClass())).map(form -> form.apply(event));
    }

    /** Every event that leaves. */
    static Set<Class<?>> published() {
        return Set.copyOf(TABLE.keySet());
    }

    private static PublicForm created(ApiKeyCreated event) {
        return new PublicForm.ApiKeyCreated(
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

    private static <E> void publish(Class<E> event, Function<E, PublicForm> form) {
        TABLE.put(event, it -> form.apply(event.cast(it)));
    }
}
