package org.keyledger.query.verifier;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.query.records.RecordArray;
import org.keyledger.query.records.SlotIndex;

/**
 * Tenants and users, numbered from 0 and never removed: which sessions of a user are valid, and which keys are refused
 * whenever they are added. Keys and sessions contain the number.
 */
final class PrincipalTable {

    static final int EXISTS = 1;
    private static final int HAS_CREDENTIAL = 2;
    private static final int ERASED = 4;
    private static final int CLOSED = 8;

    static final int ID = 1;
    private static final int CREDENTIAL = ID + 2 * Long.BYTES;
    private static final int ACCEPTED_FROM = CREDENTIAL + Integer.BYTES;
    static final int RECORD_BYTES = ACCEPTED_FROM + Integer.BYTES;

    private final RecordArray records = new RecordArray(RECORD_BYTES);
    private final SlotIndex byId = new SlotIndex(records, ID, -1);
    private final Map<Integer, SessionId> keptSessions = new ConcurrentHashMap<>();
    private final Map<Integer, Long> confirmedTenants = new ConcurrentHashMap<>();
    private final Recent<TenantId> tenants = new Recent<>();
    private final Recent<UserId> users = new Recent<>();
    private final Recent<KeyOwner> userOwners = new Recent<>();

    RecordArray records() {
        return records;
    }

    /** Side tables by number: the session that a user's last change of credential kept. */
    Map<Integer, SessionId> keptSessions() {
        return keptSessions;
    }

    /** Side table by number: the position at which the keys of a tenant were confirmed. */
    Map<Integer, Long> confirmedTenants() {
        return confirmedTenants;
    }

    int numberOf(TenantId tenant) {
        return numberOf(tenant.value());
    }

    int numberOf(UserId user) {
        return numberOf(user.value());
    }

    private int numberOf(UUID id) {
        var known = byId.find(id.getMostSignificantBits(), id.getLeastSignificantBits());
        return known == SlotIndex.NOT_FOUND ? add(id) : known;
    }

    private int add(UUID id) {
        var number = records.allocate();
        records.putByte(number, 0, EXISTS);
        records.putUuid(number, ID, id);
        byId.add(number);
        return number;
    }

    void addToIndex(int number) {
        byId.add(number);
    }

    void reserve(int principals) {
        byId.reserve(principals);
    }

    TenantId tenant(int number) {
        return shared(tenants, number, TenantId::new);
    }

    UserId user(int number) {
        return shared(users, number, UserId::new);
    }

    KeyOwner userAsOwner(int number) {
        return shared(userOwners, number, id -> KeyOwner.of(new UserId(id)));
    }

    /** The valid sessions of this user; null if no such user is registered. */
    @Nullable
    CredentialState credential(int user) {
        return is(user, HAS_CREDENTIAL)
                ? new CredentialState(new CredentialVersion(records.getInt(user, CREDENTIAL)), keptSessions.get(user))
                : null;
    }

    boolean hasCredential(int user) {
        return is(user, HAS_CREDENTIAL);
    }

    void putCredential(int user, CredentialState state) {
        records.putInt(user, CREDENTIAL, state.version().number());
        set(user, HAS_CREDENTIAL);
        if (state.kept() == null) {
            keptSessions.remove(user);
        } else {
            keptSessions.put(user, state.kept());
        }
    }

    /** Ends all sessions of the user and refuses the keys that act for the user, also those that are added later. */
    void erase(int user) {
        records.putByte(user, 0, (records.getByte(user, 0) | ERASED) & ~HAS_CREDENTIAL);
        keptSessions.remove(user);
    }

    /** Refuses the keys that this user created on an older version, also those that are added later. */
    void acceptKeysFrom(int user, CredentialVersion version) {
        records.putInt(user, ACCEPTED_FROM, Math.max(records.getInt(user, ACCEPTED_FROM), version.number()));
    }

    boolean accepts(int creator, int credential) {
        return credential >= records.getInt(creator, ACCEPTED_FROM);
    }

    boolean isErased(int user) {
        return is(user, ERASED);
    }

    /** Refuses every key of this tenant, also those that are added later. */
    void close(int tenant) {
        set(tenant, CLOSED);
    }

    boolean isClosed(int tenant) {
        return is(tenant, CLOSED);
    }

    private boolean is(int number, int flag) {
        return (records.getByte(number, 0) & flag) != 0;
    }

    private void set(int number, int flag) {
        records.putByte(number, 0, records.getByte(number, 0) | flag);
    }

    private <T> T shared(Recent<T> recent, int number, Function<UUID, T> factory) {
        return recent.get(number, records.getLong(number, ID), records.getLong(number, ID + Long.BYTES), factory);
    }

    /**
     * Objects of recently used ids, so that look-ups share them. Any thread may use it: entries are immutable, and one
     * that was made of an incomplete read is not found by its complete id.
     */
    private static final class Recent<T> {

        private static final int ENTRIES = 4096;

        private final @Nullable Entry<?>[] entries = new Entry<?>[ENTRIES];

        private record Entry<T>(UUID id, T value) {}

        @SuppressWarnings("unchecked")
        T get(int number, long high, long low, Function<UUID, T> factory) {
            var entry = (Entry<T>) entries[number & (ENTRIES - 1)];
            if (entry == null
                    || entry.id().getMostSignificantBits() != high
                    || entry.id().getLeastSignificantBits() != low) {
                var id = new UUID(high, low);
                entry = new Entry<>(id, factory.apply(id));
                entries[number & (ENTRIES - 1)] = entry;
            }
            return entry.value();
        }
    }
}
