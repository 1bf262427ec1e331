package org.keyledger.command.apikey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.ChangeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateSigningKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyLifetime;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** Aggregate of one API key: created, changed, rotated, confirmed after a restore, revoked. */
final class ApiKey {

    @AggregateIdentifier
    private ApiKeyId id;

    private TenantId tenant;
    private ApiKeyGrant grant;
    private ApiKeyLifetime lifetime;
    private UserId creator;
    private KeyOwner owner;
    private CredentialVersion credential;
    private boolean signing;

    /** Called by Axon, which then applies the stored events. */
    ApiKey() {}

    ApiKey(ApiKeyIssued issued) {
        apply(issued);
    }

    /**
     * @param caller who changes it; empty if the session of the command has ended
     * @param creatorNow the key's creator as of now; empty if erased
     */
    Decision change(
            ChangeApiKey command, Optional<ApiKeyCreator> caller, Optional<ApiKeyCreator> creatorNow, Instant now) {
        if (!command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (caller.isEmpty()) {
            return refuse(Refusal.SIGNED_OUT);
        }
        if (!lifetime.canBeReplacedAt(now) || isRefused(creatorNow)) {
            return refuse(Refusal.KEY_ENDED);
        }
        var changed = command.changes().applyTo(grant);
        if (!changed.access().scopes().isWithin(grant.access().scopes())) {
            return refuse(Refusal.SCOPES_NOT_NARROWER);
        }
        if (changed.equals(grant)) {
            return noChange();
        }
        apply(new ApiKeyChanged(id, tenant, owner, changed));
        return done();
    }

    /**
     * @param caller who rotates it; empty if the session of the command has ended
     * @param creatorNow the key's creator as of now; empty if erased
     */
    Decision rotate(
            RotateApiKey command, Optional<ApiKeyCreator> caller, Optional<ApiKeyCreator> creatorNow, Instant now) {
        if (signing || !command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY); // does not reveal that another tenant has this key
        }
        return rotate(command.successor().key(), now.plus(command.overlap()), caller, creatorNow, now);
    }

    /** As for a key with a secret; the new public key makes the successor. */
    Decision rotate(
            RotateSigningKey command, Optional<ApiKeyCreator> caller, Optional<ApiKeyCreator> creatorNow, Instant now) {
        if (!signing || !command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        return rotate(command.successor(), now.plus(command.overlap()), caller, creatorNow, now);
    }

    private Decision rotate(
            ApiKeyId successor,
            Instant refusedFrom,
            Optional<ApiKeyCreator> caller,
            Optional<ApiKeyCreator> creatorNow,
            Instant now) {
        if (caller.isEmpty()) {
            return refuse(Refusal.SIGNED_OUT);
        }
        if (!lifetime.canBeReplacedAt(now) || isRefused(creatorNow)) {
            return refuse(Refusal.KEY_ENDED);
        }
        apply(new ApiKeyRotated(id, successor, refusedFrom));
        return done();
    }

    /** The event that creates the key that replaces this one; a key of a user is then one of the user who rotates it. */
    ApiKeyCreated successor(RotateApiKey command, CredentialVersion decidedOn) {
        var successor = command.successor();
        var rotator = command.creator().user();
        return new ApiKeyCreated(
                successor.key(),
                tenant,
                rotator,
                owner.kind().of(rotator, tenant),
                grant,
                successor.prefix(),
                successor.lastFour(),
                successor.secret(),
                id,
                decidedOn);
    }

    /** The event that registers the signing key that replaces this one. */
    SigningKeyRegistered successor(RotateSigningKey command, CredentialVersion decidedOn) {
        var rotator = command.creator().user();
        return new SigningKeyRegistered(
                command.successor(),
                tenant,
                rotator,
                owner.kind().of(rotator, tenant),
                grant,
                command.publicKey(),
                id,
                decidedOn);
    }

    Decision revoke(RevokeApiKey command, Optional<ApiKeyCreator> creatorNow, Instant now) {
        if (!command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (lifetime.isEndedAt(now) || isRefused(creatorNow)) {
            return noChange(); // revoking twice is not an error
        }
        apply(new ApiKeyRevoked(id));
        return done();
    }

    Decision confirm(
            ConfirmApiKey command, Optional<ApiKeyCreator> caller, Optional<ApiKeyCreator> creatorNow, Instant now) {
        if (!command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (caller.isEmpty()) {
            return refuse(Refusal.SIGNED_OUT);
        }
        if (lifetime.isEndedAt(now) || isRefused(creatorNow)) {
            return refuse(Refusal.KEY_ENDED);
        }
        apply(new ApiKeyConfirmed(id));
        return done();
    }

    UserId creator() {
        return creator;
    }

    /**
     * Whether an {@code ApiKeysEnded} of its creator refuses it, also one of the tenant: a thief of the creator's
     * credential can have created it. The creator's erasure ends only a key that acts for the creator.
     */
    private boolean isRefused(Optional<ApiKeyCreator> creatorNow) {
        return creatorNow.map(it -> !it.accepts(credential)).orElse(!owner.isTenant());
    }

    @EventSourcingHandler
    void on(ApiKeyIssued event) {
        id = event.key();
        tenant = event.tenant();
        creator = event.creator();
        owner = event.owner();
        credential = event.credential();
        grant = event.grant();
        signing = event instanceof SigningKeyRegistered;
        lifetime = ApiKeyLifetime.until(grant.expiresAt());
    }

    @EventSourcingHandler
    void on(ApiKeyChanged event) {
        grant = event.grant();
    }

    @EventSourcingHandler
    void on(ApiKeyRotated event) {
        lifetime = lifetime.after(event);
    }

    @EventSourcingHandler
    void on(ApiKeyRevoked event) {
        lifetime = lifetime.after(event);
    }
}
