package org.keyledger.command.factor;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.SecondFactorId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserId;

/**
 * Aggregate of the second factor of a user. Every accepted use is an event, so that of two commits that use the same code
 * only one can be appended.
 */
final class SecondFactor {

    @AggregateIdentifier
    private SecondFactorId id;

    private UserId user;
    private int enrolments;
    private @Nullable SessionId pendingSession;
    private @Nullable ActiveTotp active;
    private RecoveryCodeDigests codes;
    private BitSet usedCodes = new BitSet();

    /** The enrolment whose codes are accepted, if their time step is later than the last one that was accepted. */
    private record ActiveTotp(int enrolment, Instant since, long lastStep) {

        boolean accepts(FactorUse.TotpStep use) {
            return use.enrolment() == enrolment && use.step() > lastStep;
        }
    }

    /** Called by Axon, which then applies the stored events. */
    SecondFactor() {}

    SecondFactor(EnrollTotp first) {
        enrollFor(first);
    }

    Decision enroll(EnrollTotp command) {
        if (isOn() && !command.stepUp()) {
            return Decision.refuse(Refusal.STEP_UP_REQUIRED);
        }
        enrollFor(command);
        return Decision.done();
    }

    private void enrollFor(EnrollTotp command) {
        var by = command.by();
        apply(new TotpEnrolled(by.user(), enrolments + 1, by.session(), command.secret()));
    }

    Decision confirm(ConfirmTotp command) {
        if (!command.by().session().equals(pendingSession) || command.enrolment() != enrolments) {
            return Decision.refuse(Refusal.NO_SECOND_FACTOR);
        }
        apply(new TotpConfirmed(user, command.enrolment(), command.step()));
        apply(new RecoveryCodesGenerated(user, command.codes()));
        return Decision.done();
    }

    Decision disable(Reason reason) {
        if (!isOn() && pendingSession == null) {
            return Decision.noChange(); // turning it off twice is not an error
        }
        apply(new TotpDisabled(user, reason));
        return Decision.done();
    }

    /** Also drops a secret that waits for its confirmation: its session has ended. */
    void disableIfAddedSince(Instant since) {
        if ((pendingSession != null && !isOn())
                || (active != null && active.since().isAfter(since))) {
            disable(Reason.ACCOUNT_SECURED);
        }
    }

    Decision replaceRecoveryCodes(RecoveryCodeDigests successors) {
        if (!isOn()) {
            return Decision.refuse(Refusal.NO_SECOND_FACTOR);
        }
        apply(new RecoveryCodesGenerated(user, successors));
        return Decision.done();
    }

    /** Records an accepted use; otherwise returns why it is refused. Without a factor, nothing can be used. */
    Optional<Refusal> use(@Nullable FactorUse use) {
        if (use == null) {
            return isOn() ? Optional.of(Refusal.SECOND_FACTOR_REQUIRED) : Optional.empty();
        }
        var accepted = (use instanceof FactorUse.TotpStep step && acceptStep(step))
                || (use instanceof FactorUse.RecoveryCode code && acceptCode(code));
        return accepted ? Optional.empty() : Optional.of(Refusal.WRONG_CODE);
    }

    private boolean acceptStep(FactorUse.TotpStep use) {
        if (active == null || !active.accepts(use)) {
            return false;
        }
        apply(new TotpCodeUsed(user, use.step()));
        return true;
    }

    private boolean acceptCode(FactorUse.RecoveryCode use) {
        var index = findUnusedCode(use.code());
        if (index.isEmpty()) {
            return false;
        }
        apply(new RecoveryCodeUsed(user, index.get()));
        return true;
    }

    private Optional<Integer> findUnusedCode(Digest code) {
        return isOn()
                ? codes.indexOf(code).stream()
                        .boxed()
                        .filter(it -> !usedCodes.get(it))
                        .findFirst()
                : Optional.empty();
    }

    private boolean isOn() {
        return active != null;
    }

    @EventSourcingHandler
    void on(TotpEnrolled event) {
        user = event.user();
        id = new SecondFactorId(user);
        enrolments = event.enrolment();
        pendingSession = event.session();
    }

    @EventSourcingHandler
    void on(TotpConfirmed event, @Timestamp Instant time) {
        active = new ActiveTotp(event.enrolment(), time, event.step());
        pendingSession = null;
    }

    @EventSourcingHandler
    void on(TotpDisabled event) {
        active = null;
        pendingSession = null;
    }

    @EventSourcingHandler
    void on(TotpCodeUsed event) {
        active = active == null ? null : new ActiveTotp(active.enrolment(), active.since(), event.step());
    }

    @EventSourcingHandler
    void on(RecoveryCodesGenerated event) {
        codes = event.codes();
        usedCodes = new BitSet();
    }

    @EventSourcingHandler
    void on(RecoveryCodeUsed event) {
        usedCodes.set(event.index());
    }
}
