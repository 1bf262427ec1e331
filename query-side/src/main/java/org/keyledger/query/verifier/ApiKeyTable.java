package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyLifetime;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.restore.KeySuspension;
import org.keyledger.ledger.Position;
import org.keyledger.query.records.SlotIndex;

/** The API keys that are not revoked, and the rules by which a key is accepted. */
final class ApiKeyTable {

    private final PrincipalTable principals;
    private final ApiKeyRecords keys;
    private final ExpiryMemory<ApiKeyId> expiries = new ExpiryMemory<>();
    /** Position of the event that suspended all keys; 0 if they are not suspended. */
    private long suspendedAt;

    ApiKeyTable(PrincipalTable principals) {
        this.principals = principals;
        this.keys = new ApiKeyRecords(principals);
    }

    ApiKeyRecords records() {
        return keys;
    }

    @Nullable
    ActiveApiKey find(KeyPrefix prefix, Digest secret, Instant now) {
        var slot = keys.find(prefix.value());
        return slot == SlotIndex.NOT_FOUND || !keys.hasSecret(slot, secret) ? null : accepted(slot, now);
    }

    /** The signing key with this id; null for a key that has a secret. */
    @Nullable
    ActiveSigningKey findSigningKey(ApiKeyId id, Instant now) {
        var slot = keys.find(id);
        var publicKey = slot == SlotIndex.NOT_FOUND ? null : keys.publicKeys().get(slot);
        if (publicKey == null) {
            return null;
        }
        var key = accepted(slot, now);
        return key == null ? null : new ActiveSigningKey(key, publicKey);
    }

    private @Nullable ActiveApiKey accepted(int slot, Instant now) {
        if (isRefused(slot) || isSuspended(slot)) {
            return null;
        }
        var key = keys.active(slot);
        var until = key.acceptedUntil();
        return until != null && expiries.isExpired(key.key(), until, now) ? null : key;
    }

    /** The state may be ahead of the event: a key that is present is not added again. */
    void apply(ApiKeyEvent event, Position position, Instant time) {
        var slot = keys.find(event.key());
        if (event instanceof ApiKeyIssued issued) {
            if (slot == SlotIndex.NOT_FOUND) {
                keys.add(issued, position.value());
            }
        } else if (slot != SlotIndex.NOT_FOUND) {
            change(slot, event, position, time);
        }
    }

    private void change(int slot, ApiKeyEvent event, Position position, Instant time) {
        if (event instanceof ApiKeyConfirmed) {
            keys.confirmations().put(slot, position.value());
        } else if (event instanceof ApiKeyChanged changed) {
            keys.putAccess(slot, changed.grant().access());
        } else {
            var lifetime = ApiKeyLifetime.until(keys.until(slot)).after(event);
            if (lifetime.revoked()) {
                keys.remove(slot);
            } else {
                keys.putUntil(slot, lifetime.acceptedUntil(time));
            }
        }
    }

    /** Whether the key is refused by an event that also refuses keys that are added later; it is never accepted again. */
    boolean isRefused(int slot) {
        var creator = keys.creator(slot);
        return principals.isClosed(keys.tenant(slot))
                || !principals.accepts(creator, keys.credential(slot))
                || (principals.isErased(creator) && !keys.isOwnedByTenant(slot));
    }

    long suspendedAt() {
        return suspendedAt;
    }

    /** Refuses every key that was created before this position and is not confirmed; 0 for none. */
    void suspendAll(long position) {
        suspendedAt = position;
    }

    private boolean isSuspended(int slot) {
        return suspendedAt > 0
                && new KeySuspension(suspendedAt, principals.confirmedTenants().getOrDefault(keys.tenant(slot), 0L))
                        .includes(keys.created(slot), keys.confirmations().getOrDefault(slot, 0L));
    }

    boolean hasEndedBefore(int slot, Instant end) {
        var until = keys.until(slot);
        return until != null && !end.isBefore(until);
    }

    /** Removes the keys that ended at this time or before, and those that are never accepted again. */
    void removeExpiredBefore(Instant end) {
        removeIf(slot -> hasEndedBefore(slot, end) || isRefused(slot));
        expiries.removeExpiredBefore(end);
    }

    private void removeIf(IntPredicate ended) {
        for (var slot = 0; slot < keys.records().end(); slot++) {
            if (keys.records().exists(slot) && ended.test(slot)) {
                keys.remove(slot);
            }
        }
    }
}
