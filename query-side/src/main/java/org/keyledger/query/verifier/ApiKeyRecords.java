package org.keyledger.query.verifier;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.query.records.PrefixIndex;
import org.keyledger.query.records.RecordArray;
import org.keyledger.query.records.SharedValues;
import org.keyledger.query.records.SlotIndex;

/**
 * API keys as records of 92 bytes, found by id and by prefix. What few keys have is in side tables by slot: restrictions,
 * public keys, confirmations.
 */
final class ApiKeyRecords {

    private static final int EXISTS = 1;
    private static final int HAS_PREFIX = 2;
    private static final int HAS_SECRET = 4;
    private static final int OWNED_BY_TENANT = 8;
    private static final int HAS_END = 16;

    static final int ID = 1;
    private static final int PREFIX = ID + 2 * Long.BYTES;
    private static final int SCOPES = PREFIX + PrefixIndex.BYTES;
    private static final int SECRET = SCOPES + Short.BYTES;
    private static final int TENANT = SECRET + 32;
    private static final int CREATOR = TENANT + Integer.BYTES;
    private static final int CREDENTIAL = CREATOR + Integer.BYTES;
    private static final int CREATED = CREDENTIAL + Integer.BYTES;
    private static final int UNTIL = CREATED + 6;
    static final int RECORD_BYTES = UNTIL + RecordArray.INSTANT_BYTES;

    private final RecordArray records = new RecordArray(RECORD_BYTES);
    private final SlotIndex byId = new SlotIndex(records, ID, -1);
    private final PrefixIndex byPrefix = new PrefixIndex(records, PREFIX);
    private final SharedValues<ApiKeyAccess> unrestricted = new SharedValues<>();
    private final Map<Integer, ApiKeyAccess> restricted = new ConcurrentHashMap<>();
    private final Map<Integer, SigningPublicKey> publicKeys = new ConcurrentHashMap<>();
    private final Map<Integer, Long> confirmations = new ConcurrentHashMap<>();
    private final PrincipalTable principals;

    ApiKeyRecords(PrincipalTable principals) {
        this.principals = principals;
    }

    RecordArray records() {
        return records;
    }

    SharedValues<String> prefixBeginnings() {
        return byPrefix.beginnings();
    }

    SharedValues<ApiKeyAccess> unrestricted() {
        return unrestricted;
    }

    /** Side table by slot: the access of keys with addresses or a rate limit. */
    Map<Integer, ApiKeyAccess> restricted() {
        return restricted;
    }

    /** Side table by slot. */
    Map<Integer, SigningPublicKey> publicKeys() {
        return publicKeys;
    }

    /** Side table by slot: the position of the last event that ended a suspension of the key. */
    Map<Integer, Long> confirmations() {
        return confirmations;
    }

    /** Reserves capacity for this number of keys. */
    void reserve(int keys) {
        byId.reserve(keys);
        byPrefix.reserve(keys);
    }

    /** Adds a record that was copied from a snapshot to the indexes. */
    void addToIndexes(int slot) {
        byId.add(slot);
        if (is(slot, HAS_PREFIX)) {
            byPrefix.add(slot);
        }
    }

    int find(UUID id) {
        return byId.find(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    int find(ApiKeyId id) {
        return find(id.value());
    }

    int find(String prefix) {
        return byPrefix.find(prefix);
    }

    /** Adds a key that is not present. */
    void add(ApiKeyIssued event, long created) {
        var slot = records.allocate();
        records.putUuid(slot, ID, event.key().value());
        records.putInt(slot, TENANT, principals.numberOf(event.tenant()));
        records.putInt(slot, CREATOR, principals.numberOf(event.creator()));
        records.putInt(slot, CREDENTIAL, event.credential().number());
        records.putUnsigned48(slot, CREATED, created);
        putFlag(slot, EXISTS, true);
        putFlag(slot, OWNED_BY_TENANT, event.owner().isTenant());
        putAccess(slot, event.grant().access());
        putUntil(slot, event.grant().expiresAt());
        byId.add(slot);
        if (event instanceof ApiKeyCreated it) {
            putFlag(slot, HAS_SECRET, it.secret().copyTo(records.chunk(slot), records.start(slot) + SECRET));
            putFlag(slot, HAS_PREFIX, true);
            byPrefix.add(slot, it.prefix().value());
        } else if (event instanceof SigningKeyRegistered it) {
            publicKeys.put(slot, it.publicKey());
        }
    }

    void remove(int slot) {
        byId.remove(slot);
        if (is(slot, HAS_PREFIX)) {
            byPrefix.remove(slot);
        }
        restricted.remove(slot);
        publicKeys.remove(slot);
        confirmations.remove(slot);
        records.release(slot);
    }

    boolean hasSecret(int slot, Digest presented) {
        return is(slot, HAS_SECRET) && presented.matches(records.chunk(slot), records.start(slot) + SECRET);
    }

    ActiveApiKey active(int slot) {
        var tenant = principals.tenant(tenant(slot));
        var creator = creator(slot);
        return new ActiveApiKey(
                new ApiKeyId(records.getUuid(slot, ID)),
                tenant,
                principals.user(creator),
                isOwnedByTenant(slot) ? KeyOwner.of(tenant) : principals.userAsOwner(creator),
                access(slot),
                until(slot));
    }

    int tenant(int slot) {
        return records.getInt(slot, TENANT);
    }

    int creator(int slot) {
        return records.getInt(slot, CREATOR);
    }

    int credential(int slot) {
        return records.getInt(slot, CREDENTIAL);
    }

    boolean isOwnedByTenant(int slot) {
        return is(slot, OWNED_BY_TENANT);
    }

    /** Position of the event that created it. */
    long created(int slot) {
        return records.getUnsigned48(slot, CREATED);
    }

    /** When it stops being accepted without a further event: it expires, or its overlap ends. */
    @Nullable
    Instant until(int slot) {
        return is(slot, HAS_END) ? records.getInstant(slot, UNTIL) : null;
    }

    void putUntil(int slot, @Nullable Instant until) {
        putFlag(slot, HAS_END, until != null);
        if (until != null) {
            records.putInstant(slot, UNTIL, until);
        }
    }

    private ApiKeyAccess access(int slot) {
        var access = restricted.get(slot);
        return access == null ? unrestricted.get(records.getShort(slot, SCOPES)) : access;
    }

    /** Restricted access is not shared: its addresses are personal data and must be removed with their key. */
    void putAccess(int slot, ApiKeyAccess access) {
        if (access.ipAllow() == null && access.rateLimit() == null && unrestricted.hasRoomFor(access)) {
            records.putShort(slot, SCOPES, unrestricted.add(access));
            restricted.remove(slot);
        } else {
            restricted.put(slot, access);
        }
    }

    /** Whether the stored record at this offset is a key that ends with this user or tenant. */
    static boolean endsWith(int principal, ByteBuffer stored, int offset) {
        var endsWithCreator = (stored.get(offset) & OWNED_BY_TENANT) == 0;
        return stored.getInt(offset + TENANT) == principal
                || (endsWithCreator && stored.getInt(offset + CREATOR) == principal);
    }

    private boolean is(int slot, int flag) {
        return (records.getByte(slot, 0) & flag) != 0;
    }

    private void putFlag(int slot, int flag, boolean value) {
        var flags = records.getByte(slot, 0);
        records.putByte(slot, 0, value ? flags | flag : flags & ~flag);
    }
}
