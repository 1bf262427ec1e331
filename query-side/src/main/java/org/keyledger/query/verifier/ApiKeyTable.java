package org.keyledger.query.verifier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Every key that is not revoked. Values that many keys have in common are held once. */
final class ApiKeyTable {

    private final OpenAddressingMap<KeyPrefix, VerifiableApiKey> byPrefix =
            new OpenAddressingMap<>(VerifiableApiKey::prefix);
    private final OpenAddressingMap<ApiKeyId, VerifiableApiKey> byId = new OpenAddressingMap<>(VerifiableApiKey::key);
    private final ExpiryMemory<ApiKeyId> lapsed = new ExpiryMemory<>();
    private final OpenAddressingMap<TenantId, TenantId> closed = new OpenAddressingMap<>(tenant -> tenant);
    private final OpenAddressingMap<TenantId, TenantId> tenants = new OpenAddressingMap<>(tenant -> tenant);
    private final OpenAddressingMap<UserId, UserId> creators = new OpenAddressingMap<>(creator -> creator);
    private final OpenAddressingMap<Scopes, Scopes> scopes = new OpenAddressingMap<>(scope -> scope);

    @Nullable
    ActiveApiKey find(KeyPrefix prefix, Digest secret, Instant now) {
        var key = byPrefix.get(prefix);
        if (key == null || !key.secret().matches(secret) || isOver(key, now) || isClosed(key)) {
            return null;
        }
        return new ActiveApiKey(
                key.key(), key.tenant(), key.creator(), key.scopes(), key.until(), key.ipAllow(), key.rateLimit());
    }

    /** Adds a key unless it is there: what was loaded may be ahead of the event that made it. */
    void add(VerifiableApiKey key) {
        if (byId.get(key.key()) == null) {
            put(new VerifiableApiKey(
                    key.key(),
                    tenants.add(key.tenant()),
                    creators.add(key.creator()),
                    scopes.add(key.scopes()),
                    key.prefix(),
                    key.secret(),
                    key.until(),
                    key.ipAllow(),
                    key.rateLimit()));
        }
    }

    void apply(ApiKeyEvent event, Instant time) {
        if (event instanceof ApiKeyCreated created) {
            add(VerifiableApiKey.of(created));
            return;
        }
        var key = byId.get(event.key());
        if (key == null) {
            return;
        }
        if (event instanceof ApiKeyRotated rotated) {
            put(key.rotated(rotated, time));
        } else if (event instanceof ApiKeyRevoked) {
            byId.remove(key.key());
            byPrefix.remove(key.prefix());
        }
    }

    /** No key of this tenant is accepted from here on, whatever comes after. */
    void close(TenantId tenant) {
        closed.add(tenant);
    }

    private boolean isClosed(VerifiableApiKey key) {
        return closed.get(key.tenant()) != null;
    }

    /** Forgets the keys whose end has passed. */
    void forgetEndedBefore(Instant end) {
        byId.retain(key -> isBefore(end, key.until()) && !isClosed(key));
        byPrefix.retain(key -> isBefore(end, key.until()) && !isClosed(key));
        lapsed.forgetEndedBefore(end);
    }

    void forgetAll() {
        closed.retain(tenant -> false);
        byId.retain(key -> false);
        byPrefix.retain(key -> false);
    }

    private void put(VerifiableApiKey key) {
        byId.put(key);
        byPrefix.put(key);
    }

    private boolean isOver(VerifiableApiKey key, Instant now) {
        return key.until() != null && lapsed.isOver(key.key(), key.until(), now);
    }

    private static boolean isBefore(Instant now, @Nullable Instant end) {
        return end == null || now.isBefore(end);
    }
}
