package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.restore.KeySuspension;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;

/** Table of the API keys that are not revoked; only those with a secret have a prefix. Values that many keys have in common are stored once. */
final class ApiKeyTable {

    private final OpenAddressingMap<KeyPrefix, VerifiableApiKey> byPrefix =
            new OpenAddressingMap<>(key -> Objects.requireNonNull(key.prefix()));
    private final OpenAddressingMap<ApiKeyId, VerifiableApiKey> byId = new OpenAddressingMap<>(VerifiableApiKey::key);
    private final ExpiryMemory<ApiKeyId> expiries = new ExpiryMemory<>();
    private final OpenAddressingMap<TenantId, TenantId> closedTenants = new OpenAddressingMap<>(tenant -> tenant);
    /** Read without a lock while an event is applied. */
    private final Map<TenantId, Long> confirmedTenants = new ConcurrentHashMap<>();
    /** Position of the event that suspended all keys; 0 if they are not suspended. */
    private long suspendedAt;

    private final OpenAddressingMap<UserId, AcceptedKeyVersion> acceptedVersions =
            new OpenAddressingMap<>(AcceptedKeyVersion::user);
    private final OpenAddressingMap<TenantId, TenantId> tenants = new OpenAddressingMap<>(tenant -> tenant);
    private final OpenAddressingMap<UserId, UserId> creators = new OpenAddressingMap<>(creator -> creator);
    private final OpenAddressingMap<KeyOwner, KeyOwner> owners = new OpenAddressingMap<>(owner -> owner);
    private final OpenAddressingMap<CredentialVersion, CredentialVersion> versions =
            new OpenAddressingMap<>(version -> version);
    private final OpenAddressingMap<ApiKeyAccess, ApiKeyAccess> unrestrictedAccess =
            new OpenAddressingMap<>(access -> access);

    @Nullable
    ActiveApiKey find(KeyPrefix prefix, Digest secret, Instant now) {
        var key = byPrefix.get(prefix);
        return key != null && key.hasSecret(secret) && isAccepted(key, now) ? key.toActive() : null;
    }

    /** The signing key with this id; null for a key that has a secret. */
    @Nullable
    ActiveSigningKey findSigningKey(ApiKeyId id, Instant now) {
        var key = byId.get(id);
        if (key == null || key.publicKey() == null || !isAccepted(key, now)) {
            return null;
        }
        return new ActiveSigningKey(key.toActive(), key.publicKey());
    }

    private boolean isAccepted(VerifiableApiKey key, Instant now) {
        return !isExpired(key, now) && !isRefused(key) && !isSuspended(key);
    }

    /** Adds a key unless it is present: the loaded state may be ahead of the event that created it. */
    void add(VerifiableApiKey key) {
        if (byId.get(key.key()) == null) {
            put(new VerifiableApiKey(
                    key.key(),
                    tenants.addIfAbsent(key.tenant()),
                    creators.addIfAbsent(key.creator()),
                    owners.addIfAbsent(key.owner()),
                    shared(key.access()),
                    key.prefix(),
                    key.secret(),
                    key.publicKey(),
                    key.created(),
                    key.confirmed(),
                    versions.addIfAbsent(key.credential()),
                    key.until()));
        }
    }

    /** Restricted access is not shared: its addresses are personal data and must be removed with their key. */
    private ApiKeyAccess shared(ApiKeyAccess access) {
        return access.ipAllow() == null && access.rateLimit() == null ? unrestrictedAccess.addIfAbsent(access) : access;
    }

    void apply(ApiKeyEvent event, Position position, Instant time) {
        if (event instanceof ApiKeyIssued issued) {
            add(VerifiableApiKey.of(issued, position));
            return;
        }
        var key = byId.get(event.key());
        if (key != null && event instanceof ApiKeyConfirmed) {
            put(key.confirmedAt(position));
        } else if (key != null) {
            key.after(event, time).ifPresentOrElse(this::put, () -> remove(key));
        }
    }

    private void remove(VerifiableApiKey key) {
        byId.remove(key.key());
        if (key.prefix() != null) {
            byPrefix.remove(key.prefix());
        }
    }

    /** Refuses every key of this tenant from now on, also one that is added later. */
    void closeTenant(TenantId tenant) {
        closedTenants.addIfAbsent(tenant);
    }

    /**
     * Refuses the keys that this user created before the version, also one that is added later. Keeps the newest version:
     * the loaded state may be ahead of the event.
     */
    void acceptFrom(AcceptedKeyVersion version) {
        var known = acceptedVersions.get(version.user());
        acceptedVersions.put(known == null ? version : known.and(version));
    }

    private boolean isRefused(VerifiableApiKey key) {
        var accepted = acceptedVersions.get(key.creator());
        return closedTenants.get(key.tenant()) != null || (accepted != null && accepted.refuses(key));
    }

    /** Refuses every key that was created before this position and is not confirmed; 0 for none. */
    void suspendAll(long position) {
        suspendedAt = position;
    }

    /** Accepts the suspended keys of this tenant that were created before this position. */
    void confirmTenant(TenantId tenant, long position) {
        confirmedTenants.put(tenant, position);
    }

    private boolean isSuspended(VerifiableApiKey key) {
        return suspendedAt > 0
                && new KeySuspension(suspendedAt, confirmedTenants.getOrDefault(key.tenant(), 0L))
                        .includes(key.created(), key.confirmed());
    }

    /** Removes the keys that ended at this time or before. */
    void removeExpiredBefore(Instant end) {
        byId.retainIf(key -> isBefore(end, key.until()) && !isRefused(key));
        byPrefix.retainIf(key -> isBefore(end, key.until()) && !isRefused(key));
        expiries.removeExpiredBefore(end);
    }

    void clear() {
        closedTenants.retainIf(tenant -> false);
        confirmedTenants.clear();
        suspendedAt = 0;
        acceptedVersions.retainIf(version -> false);
        byId.retainIf(key -> false);
        byPrefix.retainIf(key -> false);
    }

    private void put(VerifiableApiKey key) {
        byId.put(key);
        if (key.prefix() != null) {
            byPrefix.put(key);
        }
    }

    private boolean isExpired(VerifiableApiKey key, Instant now) {
        return key.until() != null && expiries.isExpired(key.key(), key.until(), now);
    }

    private static boolean isBefore(Instant now, @Nullable Instant end) {
        return end == null || now.isBefore(end);
    }
}
