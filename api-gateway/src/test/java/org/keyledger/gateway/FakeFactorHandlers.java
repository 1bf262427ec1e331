package org.keyledger.gateway;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.DisableTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorCommand.GenerateRecoveryCodes;
import org.keyledger.kernel.factor.FactorCommand.UseSecondFactor;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.factor.FoundSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor.EnrolledTotp;
import org.keyledger.kernel.factor.FoundSecondFactor.PendingTotp;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.user.UserId;

/** The commands to second factors of the {@link FakeCommandBus}, and the query of the {@link FakeQueryHandlers}. */
final class FakeFactorHandlers {

    /** The second factor of one user. */
    static final class StoredFactor {
        private int enrolments;
        private @Nullable PendingTotp pending;
        private @Nullable EnrolledTotp active;
        private long lastStep;
        private @Nullable RecoveryCodeDigests codes;
        private final Set<Integer> usedCodes = new HashSet<>();
    }

    private final Map<UserId, StoredFactor> factors;

    FakeFactorHandlers(FakeBackend backend) {
        this.factors = backend.factors;
    }

    static FoundSecondFactor find(FakeBackend backend, FindSecondFactor query) {
        var factor = Optional.ofNullable(backend.factors.get(query.user()));
        return new FoundSecondFactor(
                factor.map(it -> it.active),
                factor.map(it -> it.pending),
                factor.map(it -> RecoveryCodeDigests.COUNT - it.usedCodes.size())
                        .orElse(0),
                !backend.viewsAreLate);
    }

    Decision decide(FactorCommand command) {
        var factor = factors.computeIfAbsent(command.by().user(), user -> new StoredFactor());
        if (command instanceof EnrollTotp it) {
            return enroll(factor, it);
        } else if (command instanceof ConfirmTotp it) {
            return confirm(factor, it);
        } else if (command instanceof GenerateRecoveryCodes it) {
            return factor.active == null ? refuse(Refusal.NO_SECOND_FACTOR) : replaceCodes(factor, it.codes());
        } else if (command instanceof UseSecondFactor it) {
            return use(it.by().user(), it.use()).map(Decision::refuse).orElseGet(Decision::done);
        }
        return disable(factor, (DisableTotp) command);
    }

    private static Decision enroll(StoredFactor factor, EnrollTotp it) {
        if (factor.active != null && !it.stepUp()) {
            return refuse(Refusal.STEP_UP_REQUIRED);
        }
        factor.enrolments++;
        factor.pending = new PendingTotp(
                new EnrolledTotp(factor.enrolments, it.secret()), it.by().session());
        return done();
    }

    private static Decision confirm(StoredFactor factor, ConfirmTotp it) {
        if (factor.pending == null || factor.pending.totp().enrolment() != it.enrolment()) {
            return refuse(Refusal.NO_SECOND_FACTOR);
        }
        factor.active = factor.pending.totp();
        factor.pending = null;
        factor.lastStep = it.step();
        return replaceCodes(factor, it.codes());
    }

    private static Decision replaceCodes(StoredFactor factor, RecoveryCodeDigests codes) {
        factor.codes = codes;
        factor.usedCodes.clear();
        return done();
    }

    private static Decision disable(StoredFactor factor, DisableTotp it) {
        if (factor.active == null) {
            return noChange();
        }
        factor.active = null;
        return done();
    }

    Optional<Refusal> use(UserId user, @Nullable FactorUse use) {
        var factor = factors.get(user);
        if (factor == null || factor.active == null) {
            return Optional.ofNullable(use).map(it -> Refusal.WRONG_CODE);
        }
        if (use == null) {
            return Optional.of(Refusal.SECOND_FACTOR_REQUIRED);
        }
        return accept(factor, use) ? Optional.empty() : Optional.of(Refusal.WRONG_CODE);
    }

    private static boolean accept(StoredFactor factor, FactorUse use) {
        if (use instanceof FactorUse.TotpStep it) {
            var later = it.step() > factor.lastStep;
            factor.lastStep = Math.max(factor.lastStep, it.step());
            return later;
        }
        var index = factor.codes == null
                ? -1
                : factor.codes.indexOf(((FactorUse.RecoveryCode) use).code()).orElse(-1);
        return index >= 0 && factor.usedCodes.add(index);
    }
}
