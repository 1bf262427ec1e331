package org.keyledger.gateway;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.FakeBackend.StoredApiKey;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.ChangeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RegisterSigningKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateSigningKey;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** The API key commands of the {@link FakeCommandBus}. */
final class FakeApiKeyHandlers {

    private final FakeBackend backend;

    FakeApiKeyHandlers(FakeBackend backend) {
        this.backend = backend;
    }

    void create(TenantId tenant, UserId creator, KeyOwner.Kind owner, NewApiKey start, @Nullable ApiKeyId from) {
        var listing = new ApiKeyListing(
                start.key(),
                start.grant(),
                Status.ACTIVE,
                start.prefix(),
                start.lastFour(),
                null,
                creator,
                owner,
                backend.now(),
                null,
                from,
                null);
        backend.keys.put(start.key(), new StoredApiKey(tenant, listing, start.secret(), null, Optional.empty()));
    }

    Decision register(RegisterSigningKey it) {
        register(it.tenant(), it.creator().user(), it.owner(), it.key(), it.grant(), it.publicKey(), null);
        return done();
    }

    private void register(
            TenantId tenant,
            UserId creator,
            KeyOwner.Kind owner,
            ApiKeyId key,
            ApiKeyGrant grant,
            SigningPublicKey publicKey,
            @Nullable ApiKeyId from) {
        var listing = new ApiKeyListing(
                key,
                grant,
                Status.ACTIVE,
                null,
                null,
                publicKey.thumbprint(),
                creator,
                owner,
                backend.now(),
                null,
                from,
                null);
        backend.keys.put(key, new StoredApiKey(tenant, listing, null, publicKey, Optional.empty()));
    }

    Decision rotate(RotateSigningKey it) {
        var old = backend.keys.get(it.key());
        if (old == null || !old.tenant().equals(it.tenant())) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (old.listing().status() != Status.ACTIVE) {
            return refuse(Refusal.KEY_ENDED);
        }
        register(
                it.tenant(),
                it.creator().user(),
                old.listing().owner(),
                it.successor(),
                old.listing().grant(),
                it.publicKey(),
                it.key());
        end(old, it.overlap());
        return done();
    }

    private void end(StoredApiKey old, Duration overlap) {
        var status = overlap.isZero() ? Status.REVOKED : Status.ROTATED;
        update(old, status, backend.now().plus(overlap));
    }

    Decision rotate(RotateApiKey it) {
        var old = backend.keys.get(it.key());
        if (old == null || !old.tenant().equals(it.tenant())) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (old.listing().status() != Status.ACTIVE) {
            return refuse(Refusal.KEY_ENDED);
        }
        var now = it.successor();
        var was = old.listing();
        create(
                it.tenant(),
                it.creator().user(),
                was.owner(),
                new NewApiKey(now.key(), was.grant(), now.prefix(), now.lastFour(), now.secret()),
                was.keyId());
        end(old, it.overlap());
        return done();
    }

    Decision revoke(RevokeApiKey it) {
        var key = backend.keys.get(it.key());
        if (key == null || !key.tenant().equals(it.tenant())) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (key.listing().status() == Status.REVOKED) {
            return noChange();
        }
        update(key, Status.REVOKED, backend.now());
        return done();
    }

    Decision confirm(ConfirmApiKey it) {
        var key = backend.keys.get(it.key());
        if (key == null || !key.tenant().equals(it.tenant())) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        backend.keys.put(it.key(), withStatus(key, Status.ACTIVE, Optional.empty()));
        return done();
    }

    private void update(StoredApiKey key, Status status, Instant refusedFrom) {
        backend.keys.put(key.listing().keyId(), withStatus(key, status, Optional.of(refusedFrom)));
    }

    Decision change(ChangeApiKey it) {
        var key = backend.keys.get(it.key());
        if (key == null || !key.tenant().equals(it.tenant())) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (key.listing().status() != Status.ACTIVE) {
            return refuse(Refusal.KEY_ENDED);
        }
        var grant = key.listing().grant();
        var changed = it.changes().applyTo(grant);
        if (!changed.access().scopes().isWithin(grant.access().scopes())) {
            return refuse(Refusal.SCOPES_NOT_NARROWER);
        }
        if (changed.equals(grant)) {
            return noChange();
        }
        backend.keys.put(it.key(), with(key, changed, Status.ACTIVE, key.refusedFrom()));
        return done();
    }

    static StoredApiKey withStatus(StoredApiKey key, Status status, Optional<Instant> refusedFrom) {
        return with(key, key.listing().grant(), status, refusedFrom);
    }

    private static StoredApiKey with(
            StoredApiKey key, ApiKeyGrant grant, Status status, Optional<Instant> refusedFrom) {
        var was = key.listing();
        var listing = new ApiKeyListing(
                was.keyId(),
                grant,
                status,
                was.prefix(),
                was.lastFour(),
                was.publicKeyThumbprint(),
                was.createdBy(),
                was.owner(),
                was.createdAt(),
                null,
                was.rotatedFrom(),
                null);
        return new StoredApiKey(key.tenant(), listing, key.secret(), key.publicKey(), refusedFrom);
    }
}
