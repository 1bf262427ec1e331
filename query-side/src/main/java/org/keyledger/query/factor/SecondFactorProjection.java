package org.keyledger.query.factor;

import java.util.Optional;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModelProgress;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/**
 * Projects the second factors that codes are verified with. It does not contain which codes were used: that is decided
 * by the command side alone.
 */
final class SecondFactorProjection {

    static final String VIEW = "second-factors";

    private final View<SecondFactorView> factors;
    private final ReadModelProgress progress;

    SecondFactorProjection(ReadModels models) {
        this.factors = models.view(ViewDefinition.of(VIEW, SecondFactorView.class));
        this.progress = models.progress();
    }

    @EventHandler
    void on(TotpEnrolled event, Position position) {
        factors.change(event.user(), position, SecondFactorView.of(event), factor -> factor.withPending(event));
    }

    @EventHandler
    void on(TotpConfirmed event, Position position) {
        factors.change(event.user(), position, SecondFactorView::withPendingConfirmed);
    }

    @EventHandler
    void on(TotpDisabled event) {
        factors.remove(event.user());
    }

    @EventHandler
    void on(RecoveryCodesGenerated event, Position position) {
        factors.change(event.user(), position, SecondFactorView::withNewRecoveryCodes);
    }

    @EventHandler
    void on(RecoveryCodeUsed event, Position position) {
        factors.change(event.user(), position, SecondFactorView::withoutOneRecoveryCode);
    }

    @EventHandler
    void on(UserErased event) {
        factors.remove(event.user());
    }

    /** Waits for the ledger's head, so that a factor that was just confirmed can be used immediately. */
    @QueryHandler
    FoundSecondFactor handle(FindSecondFactor query) {
        var current = progress.awaitHead();
        Optional<SecondFactorView> found = factors.find(query.user());
        return new FoundSecondFactor(
                found.flatMap(SecondFactorView::activeTotp),
                found.flatMap(SecondFactorView::pendingTotp),
                found.map(SecondFactorView::unusedRecoveryCodes).orElse(0),
                current);
    }
}
