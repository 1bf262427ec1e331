package org.keyledger.command.federation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.federation.FederationEvent.Reason;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.federation.UserIdentitiesId;
import org.keyledger.kernel.user.UserId;

/** Aggregate of the identities that are linked to a user: one of each provider at most. */
final class UserIdentities {

    @AggregateIdentifier
    private UserIdentitiesId id;

    private UserId user;
    private final Map<ProviderName, IdentityClaimId> linked = new TreeMap<>(ProviderName.BY_VALUE);
    private final Map<ProviderName, Instant> linkedAt = new TreeMap<>(ProviderName.BY_VALUE);

    /** Called by Axon, which then applies the stored events. */
    UserIdentities() {}

    UserIdentities(IdentityLinked first) {
        apply(first);
    }

    void link(IdentityLinked event) {
        apply(event);
    }

    /** Does nothing if no identity of the provider is linked. */
    void unlink(ProviderName provider, Reason reason) {
        find(provider).ifPresent(claim -> apply(new IdentityUnlinked(user, provider, claim, reason)));
    }

    Optional<IdentityClaimId> find(ProviderName provider) {
        return Optional.ofNullable(linked.get(provider));
    }

    boolean contains(IdentityClaimId claim) {
        return linked.containsValue(claim);
    }

    List<ProviderName> providers() {
        return List.copyOf(linked.keySet());
    }

    List<ProviderName> providersLinkedSince(Instant since) {
        return linkedAt.entrySet().stream()
                .filter(linkedTime -> linkedTime.getValue().isAfter(since))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<IdentityClaimId> claims() {
        return List.copyOf(linked.values());
    }

    @EventSourcingHandler
    void on(IdentityLinked event, @Timestamp Instant time) {
        user = event.user();
        id = new UserIdentitiesId(user);
        linked.put(event.provider(), event.claim());
        linkedAt.put(event.provider(), time);
    }

    @EventSourcingHandler
    void on(IdentityUnlinked event) {
        linked.remove(event.provider());
        linkedAt.remove(event.provider());
    }
}
