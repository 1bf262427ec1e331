package org.keyledger.command.passkey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorUse.PasskeyAssertion;
import org.keyledger.kernel.passkey.AuthenticatorState;
import org.keyledger.kernel.passkey.PasskeyCommand.RegisterPasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RenamePasskey;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRenamed;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUseRejected;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUsed;
import org.keyledger.kernel.passkey.PasskeyEvent.Reason;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.UserPasskeysId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserId;

/** Aggregate of the passkeys of a user. Every use is an event, so that of two log-ins with one counter one is refused. */
final class UserPasskeys {

    /** More than a person has devices; a bound for what one user can store. */
    static final int MAX_PASSKEYS = 20;

    @AggregateIdentifier
    private UserPasskeysId id;

    private UserId user;
    private final Map<PasskeyId, HeldPasskey> passkeys = new HashMap<>();

    private record HeldPasskey(DisplayName name, long counter, Instant since) {}

    /** Called by Axon, which then applies the stored events. */
    UserPasskeys() {}

    UserPasskeys(RegisterPasskey first) {
        registerFor(first);
    }

    Decision register(RegisterPasskey command) {
        if (passkeys.size() >= MAX_PASSKEYS) {
            return refuse(Refusal.TOO_MANY_PASSKEYS);
        }
        registerFor(command);
        return done();
    }

    private void registerFor(RegisterPasskey command) {
        var added = command.passkey();
        apply(new PasskeyRegistered(
                command.by().user(), added.id(), added.credential(), added.publicKey(), added.name(), added.state()));
    }

    Decision rename(RenamePasskey command) {
        var passkey = find(command.passkey());
        if (passkey.isEmpty()) {
            return refuse(Refusal.NO_SUCH_PASSKEY);
        }
        if (passkey.get().name().equals(command.name())) {
            return noChange();
        }
        apply(new PasskeyRenamed(user, command.passkey(), command.name()));
        return done();
    }

    boolean contains(PasskeyId passkey) {
        return passkeys.containsKey(passkey);
    }

    int count() {
        return passkeys.size();
    }

    void remove(PasskeyId passkey, Reason reason) {
        apply(new PasskeyRemoved(user, passkey, reason));
    }

    void removeAll(Reason reason) {
        List.copyOf(passkeys.keySet()).forEach(passkey -> remove(passkey, reason));
    }

    void removeAddedSince(Instant since) {
        Map.copyOf(passkeys).forEach((passkey, held) -> {
            if (held.since().isAfter(since)) {
                remove(passkey, Reason.ACCOUNT_SECURED);
            }
        });
    }

    /** Records an accepted use, or one whose counter went back; returns why the log-in is refused. */
    Optional<Refusal> use(PasskeyAssertion assertion) {
        var passkey = find(assertion.passkey());
        if (passkey.isEmpty()) {
            return Optional.of(Refusal.PASSKEY_REJECTED);
        }
        if (!AuthenticatorState.canFollow(assertion.counter(), passkey.get().counter())) {
            apply(new PasskeyUseRejected(user, assertion.passkey(), assertion.counter()));
            return Optional.of(Refusal.PASSKEY_REJECTED);
        }
        apply(new PasskeyUsed(user, assertion.passkey(), assertion.counter(), assertion.backedUp()));
        return Optional.empty();
    }

    private Optional<HeldPasskey> find(PasskeyId passkey) {
        return Optional.ofNullable(passkeys.get(passkey));
    }

    @EventSourcingHandler
    void on(PasskeyRegistered event, @Timestamp Instant time) {
        user = event.user();
        id = new UserPasskeysId(user);
        passkeys.put(
                event.passkey(), new HeldPasskey(event.name(), event.state().counter(), time));
    }

    @EventSourcingHandler
    void on(PasskeyUsed event) {
        passkeys.computeIfPresent(
                event.passkey(), (passkey, held) -> new HeldPasskey(held.name(), event.counter(), held.since()));
    }

    @EventSourcingHandler
    void on(PasskeyRenamed event) {
        passkeys.computeIfPresent(
                event.passkey(), (passkey, held) -> new HeldPasskey(event.name(), held.counter(), held.since()));
    }

    @EventSourcingHandler
    void on(PasskeyRemoved event) {
        passkeys.remove(event.passkey());
    }
}
