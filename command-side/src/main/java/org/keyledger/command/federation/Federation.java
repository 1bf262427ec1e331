package org.keyledger.command.federation;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.user.IdentityLinker;
import org.keyledger.command.user.RecentCredentialRemover;
import org.keyledger.command.user.UnprovedCredentialRemover;
import org.keyledger.command.user.WayIn;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.Reason;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.federation.UserIdentitiesId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** Links identities to users and unlinks them, in the current commit. A caller locks the user first. */
final class Federation implements IdentityLinker, UnprovedCredentialRemover, RecentCredentialRemover, WayIn {

    private final Repository<UserIdentities> identities;
    private final IdentityRegistry registry;

    Federation(Repository<UserIdentities> identities, IdentityRegistry registry) {
        this.identities = identities;
        this.registry = registry;
    }

    @Override
    public Decision link(UserId user, NewIdentity added) throws Exception {
        var linked = find(user);
        var claim = registry.findClaim(added);
        if (claim.isHeld()) {
            return linked.filter(set -> set.invoke(it -> it.contains(claim.id())))
                            .isPresent()
                    ? noChange()
                    : refuse(Refusal.IDENTITY_TAKEN);
        }
        if (claimOf(linked, added.identity().provider()).isPresent()) {
            return refuse(Refusal.PROVIDER_ALREADY_LINKED);
        }
        registry.create(claim, user, added.identity().hmac());
        var event = toIdentityLinked(user, added, claim.id());
        if (linked.isPresent()) {
            linked.get().execute(set -> set.link(event));
        } else {
            identities.newInstance(() -> new UserIdentities(event));
        }
        return done();
    }

    private static IdentityLinked toIdentityLinked(UserId user, NewIdentity added, IdentityClaimId claim) {
        var identity = added.identity();
        return new IdentityLinked(
                user, identity.provider(), claim, identity.hmac(), identity.subject(), identity.account());
    }

    boolean isLinked(UserId user, ProviderName provider) {
        return claimOf(find(user), provider).isPresent();
    }

    /** Does nothing if no identity of the provider is linked. */
    void unlink(UserId user, ProviderName provider, Reason reason) {
        var linked = find(user);
        claimOf(linked, provider).ifPresent(claim -> {
            linked.orElseThrow().execute(set -> set.unlink(provider, reason));
            registry.release(claim);
        });
    }

    private static Optional<IdentityClaimId> claimOf(
            Optional<Aggregate<UserIdentities>> linked, ProviderName provider) {
        return linked.flatMap(set -> set.invoke(it -> it.find(provider)));
    }

    @Override
    public void removeUnproved(UserId user) {
        find(user)
                .map(set -> set.invoke(UserIdentities::providers))
                .orElse(List.of())
                .forEach(provider -> unlink(user, provider, Reason.OWNERSHIP_NOT_PROVED));
    }

    @Override
    public void removeAddedSince(UserId user, Instant since) {
        find(user)
                .map(set -> set.invoke(it -> it.providersLinkedSince(since)))
                .orElse(List.of())
                .forEach(provider -> unlink(user, provider, Reason.ACCOUNT_SECURED));
    }

    @Override
    public void releaseAll(UserId user) {
        claims(user).forEach(registry::release);
    }

    @Override
    public int count(UserId user) {
        return claims(user).size();
    }

    private List<IdentityClaimId> claims(UserId user) {
        return find(user).map(set -> set.invoke(UserIdentities::claims)).orElse(List.of());
    }

    private Optional<Aggregate<UserIdentities>> find(UserId user) {
        return LedgerRepository.find(identities, new UserIdentitiesId(user).toString());
    }
}
