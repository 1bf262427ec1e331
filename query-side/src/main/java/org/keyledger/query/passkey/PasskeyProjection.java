package org.keyledger.query.passkey;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.passkey.FoundPasskey;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRenamed;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUsed;
import org.keyledger.kernel.passkey.PasskeyListing.PasskeyList;
import org.keyledger.kernel.passkey.PasskeyQuery.FindPasskey;
import org.keyledger.kernel.passkey.PasskeyQuery.ListPasskeys;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.query.projection.ReadModelProgress;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** Projects passkeys, found by a digest of the credential id and by user. */
final class PasskeyProjection {

    static final String VIEW = "passkeys";

    private static final String BY_CREDENTIAL = "credential";
    private static final String BY_USER = "user";
    /** More than a user can have. */
    private static final int ALL = 200;

    private final View<PasskeyView> passkeys;
    private final ReadModelProgress progress;

    PasskeyProjection(ReadModels models) {
        this.passkeys = models.view(ViewDefinition.of(VIEW, PasskeyView.class)
                .unique(BY_CREDENTIAL, PasskeyView::credentialIndexKey)
                .ordered(
                        BY_USER,
                        passkey -> new IndexKey(
                                passkey.user().toString(), passkey.passkey().toString())));
        this.progress = models.progress();
    }

    @EventHandler
    void on(PasskeyRegistered event, Position position, @Timestamp Instant time) {
        passkeys.put(event.passkey(), position, PasskeyView.of(event, time));
    }

    @EventHandler
    void on(PasskeyUsed event, Position position, @Timestamp Instant time) {
        passkeys.change(event.passkey(), position, passkey -> passkey.withUse(event, time));
    }

    @EventHandler
    void on(PasskeyRenamed event, Position position) {
        passkeys.change(event.passkey(), position, passkey -> passkey.withName(event.name()));
    }

    @EventHandler
    void on(PasskeyRemoved event) {
        passkeys.remove(event.passkey());
    }

    @EventHandler
    void on(UserErased event) {
        passkeys.removeAll(BY_USER, event.user(), passkey -> true, passkey -> {});
    }

    /** Waits for the ledger's head, so that a passkey works as soon as it is registered and fails once it is removed. */
    @QueryHandler
    FoundPasskey handle(FindPasskey query) {
        var current = progress.awaitHead();
        return new FoundPasskey(
                passkeys.findUnique(BY_CREDENTIAL, PasskeyView.indexKey(query.credential()))
                        .filter(Predicate.not(PasskeyView::isErased))
                        .map(PasskeyView::toRegistered),
                current);
    }

    @QueryHandler
    PasskeyList handle(ListPasskeys query) {
        return new PasskeyList(
                passkeys
                        .page(BY_USER, query.user(), Optional.empty(), ALL, Predicate.not(PasskeyView::isErased))
                        .documents()
                        .stream()
                        .map(PasskeyView::toListing)
                        .toList());
    }
}
