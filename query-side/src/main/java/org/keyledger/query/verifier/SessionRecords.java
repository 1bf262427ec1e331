package org.keyledger.query.verifier;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionLifetime;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.query.records.RecordArray;
import org.keyledger.query.records.SlotIndex;

/** Sessions as records of 80 bytes, found by id. Times of events are stored in milliseconds, as in the ledger. */
final class SessionRecords {

    private static final int EXISTS = 1;
    private static final int REMEMBERED = 2;

    private static final int ID = 1;
    private static final int USER = ID + 2 * Long.BYTES;
    private static final int TENANT = USER + Integer.BYTES;
    private static final int CREDENTIAL = TENANT + Integer.BYTES;
    private static final int GENERATION = CREDENTIAL + Integer.BYTES;
    private static final int STARTED = GENERATION + Integer.BYTES;
    private static final int STARTED_AT = STARTED + 6;
    private static final int RENEWED_AT = STARTED_AT + 6;
    private static final int IDLE_UNTIL = RENEWED_AT + 6;
    private static final int ENDS_AT = IDLE_UNTIL + RecordArray.INSTANT_BYTES;
    private static final int AUTHENTICATED_AT = ENDS_AT + RecordArray.INSTANT_BYTES;
    /** One bit for each {@link AuthenticationMethod}, in their order. */
    private static final int METHODS = AUTHENTICATED_AT + RecordArray.INSTANT_BYTES;

    static final int RECORD_BYTES = METHODS + Short.BYTES;
    /** The methods of each value of {@link #METHODS}. */
    private static final List<List<AuthenticationMethod>> METHODS_OF = IntStream.range(
                    0, 1 << AuthenticationMethod.values().length)
            .mapToObj(SessionRecords::methods)
            .toList();

    private final RecordArray records = new RecordArray(RECORD_BYTES);
    private final SlotIndex byId = new SlotIndex(records, ID, -1);
    private final PrincipalTable principals;

    SessionRecords(PrincipalTable principals) {
        this.principals = principals;
    }

    RecordArray records() {
        return records;
    }

    /** Reserves capacity for this number of sessions. */
    void reserve(int sessions) {
        byId.reserve(sessions);
    }

    /** Adds a record that was copied from a snapshot to the index. */
    void addToIndex(int slot) {
        byId.add(slot);
    }

    int find(SessionId id) {
        return byId.find(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits());
    }

    /** Adds a session that is not present. */
    void add(SessionStarted event, long position, Instant time) {
        var slot = records.allocate();
        records.putUuid(slot, ID, event.session().value());
        records.putInt(slot, USER, principals.numberOf(event.user()));
        records.putInt(slot, TENANT, principals.numberOf(event.tenant()));
        records.putInt(slot, CREDENTIAL, event.credential().number());
        records.putInt(slot, GENERATION, 1);
        records.putUnsigned48(slot, STARTED, position);
        records.putUnsigned48(slot, STARTED_AT, time.toEpochMilli());
        records.putUnsigned48(slot, RENEWED_AT, time.toEpochMilli());
        records.putInstant(slot, IDLE_UNTIL, event.idleUntil());
        records.putInstant(slot, ENDS_AT, event.endsAt());
        records.putInstant(slot, AUTHENTICATED_AT, event.authentication().at());
        records.putShort(slot, METHODS, bits(event.authentication().methods()));
        records.putByte(slot, 0, event.remembered() ? EXISTS | REMEMBERED : EXISTS);
        byId.add(slot);
    }

    void refresh(int slot, SessionRefreshed event, Instant time) {
        records.putInt(slot, GENERATION, event.generation());
        records.putUnsigned48(slot, RENEWED_AT, time.toEpochMilli());
        records.putInstant(slot, IDLE_UNTIL, event.idleUntil());
    }

    void remove(int slot) {
        byId.remove(slot);
        records.release(slot);
    }

    ActiveSession active(int slot, SessionId id, CredentialVersion current) {
        return new ActiveSession(
                id,
                principals.user(user(slot)),
                principals.tenant(records.getInt(slot, TENANT)),
                current,
                (records.getByte(slot, 0) & REMEMBERED) != 0,
                new Authentication(
                        METHODS_OF.get(records.getShort(slot, METHODS)), records.getInstant(slot, AUTHENTICATED_AT)),
                records.getInt(slot, GENERATION),
                Instant.ofEpochMilli(records.getUnsigned48(slot, STARTED_AT)),
                Instant.ofEpochMilli(records.getUnsigned48(slot, RENEWED_AT)),
                records.getInstant(slot, ENDS_AT));
    }

    int user(int slot) {
        return records.getInt(slot, USER);
    }

    CredentialVersion credential(int slot) {
        return new CredentialVersion(records.getInt(slot, CREDENTIAL));
    }

    /** Position of the event that started it. */
    long started(int slot) {
        return records.getUnsigned48(slot, STARTED);
    }

    SessionLifetime lifetime(int slot) {
        return new SessionLifetime(records.getInstant(slot, IDLE_UNTIL), records.getInstant(slot, ENDS_AT));
    }

    /** Whether the stored record at this offset is a session of this user. */
    static boolean isOf(int user, ByteBuffer stored, int offset) {
        return stored.getInt(offset + USER) == user;
    }

    private static int bits(List<AuthenticationMethod> methods) {
        return methods.stream().mapToInt(method -> 1 << method.ordinal()).sum();
    }

    private static List<AuthenticationMethod> methods(int bits) {
        return Arrays.stream(AuthenticationMethod.values())
                .filter(method -> (bits & 1 << method.ordinal()) != 0)
                .toList();
    }
}
