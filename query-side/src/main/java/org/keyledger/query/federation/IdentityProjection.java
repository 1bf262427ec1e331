package org.keyledger.query.federation;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.federation.FederationQuery.FindIdentityOwner;
import org.keyledger.kernel.federation.FederationQuery.ListIdentities;
import org.keyledger.kernel.federation.FoundIdentityOwner;
import org.keyledger.kernel.federation.LinkedIdentities;
import org.keyledger.kernel.federation.LinkedIdentities.LinkedIdentity;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.query.projection.ReadModelProgress;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** Projects the identities that users log in with, found by the HMAC of issuer and subject. */
final class IdentityProjection {

    static final String VIEW = "identities";

    private static final String BY_IDENTITY = "identity";
    private static final String BY_USER = "user";
    /** More than there are providers: a user has one identity at most of each. */
    private static final int ALL = 200;

    private final View<IdentityView> identities;
    private final ReadModelProgress progress;

    IdentityProjection(ReadModels models) {
        this.identities = models.view(ViewDefinition.of(VIEW, IdentityView.class)
                .unique(BY_IDENTITY, IdentityView::identityIndexKey)
                .ordered(
                        BY_USER,
                        identity -> new IndexKey(
                                identity.user().toString(), identity.provider().value())));
        this.progress = models.progress();
    }

    @EventHandler
    void on(IdentityLinked event, Position position, @Timestamp Instant time) {
        identities.put(event.claim(), position, IdentityView.of(event, time));
    }

    @EventHandler
    void on(IdentityUnlinked event) {
        identities.remove(event.claim());
    }

    @EventHandler
    void on(UserErased event) {
        identities.removeAll(BY_USER, event.user(), identity -> true, identity -> {});
    }

    /** Waits for the ledger's head, so that an identity works as soon as it is linked and fails once it is unlinked. */
    @QueryHandler
    FoundIdentityOwner handle(FindIdentityOwner query) {
        var current = progress.awaitHead();
        var owner = identities
                .findUnique(BY_IDENTITY, query.identity().value())
                .filter(Predicate.not(IdentityView::isErased))
                .map(IdentityView::user);
        return new FoundIdentityOwner(owner, current);
    }

    @QueryHandler
    LinkedIdentities handle(ListIdentities query) {
        return new LinkedIdentities(
                identities
                        .page(BY_USER, query.user(), Optional.empty(), ALL, Predicate.not(IdentityView::isErased))
                        .documents()
                        .stream()
                        .map(IdentityView::toListing)
                        .sorted(Comparator.comparing(LinkedIdentity::provider, ProviderName.BY_VALUE))
                        .toList());
    }
}
