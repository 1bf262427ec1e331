package org.keyledger.query.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.query.records.RecordArray;
import org.keyledger.query.records.SlotIndex;
import org.keyledger.query.verifier.SnapshotFile.InvalidSnapshotException;
import org.keyledger.query.verifier.SnapshotFile.Section;
import tools.jackson.databind.ObjectMapper;

/** Fills empty tables from a snapshot. */
final class SnapshotReader {

    static final int CONFIRMATION_BYTES = 3 * Long.BYTES;
    static final int KEPT_SESSION_BYTES = Integer.BYTES + 2 * Long.BYTES;
    static final int CONFIRMED_TENANT_BYTES = Integer.BYTES + Long.BYTES;

    private static final UUID ERASED = new UUID(0, 0);

    private final VerifierTables tables = VerifierTables.empty();
    private final ObjectMapper json;
    private final Instant end;
    /** They refer to keys, so that all keys are read before. */
    private final List<Side> sides = new ArrayList<>();

    private record Side(Section section, ByteBuffer content) {}

    /** @param end what ended at this time or before is left out */
    SnapshotReader(ObjectMapper json, Instant end) {
        this.json = json;
        this.end = end;
    }

    /** @throws InvalidSnapshotException if the snapshot is incomplete or was altered */
    VerifierTables read(SnapshotFile file) throws IOException {
        reserve(file);
        for (var block = file.next(null); block != null; block = file.next(block)) {
            var content = ByteBuffer.wrap(file.decrypt(block));
            switch (block.section()) {
                case KEYS -> readKeys(content);
                case SESSIONS -> readSessions(content);
                case PRINCIPALS -> readPrincipals(content);
                default -> sides.add(new Side(block.section(), content));
            }
        }
        sides.forEach(this::readSide);
        requireConsistent();
        return tables;
    }

    /** The sizes are not authenticated yet: no more is reserved than the file can contain. */
    private void reserve(SnapshotFile file) throws IOException {
        var header = file.header();
        tables.keys().records().reserve(bounded(header.keys(), file.size() / ApiKeyRecords.RECORD_BYTES));
        tables.sessions().records().reserve(bounded(header.sessions(), file.size() / SessionRecords.RECORD_BYTES));
        tables.principals().reserve(bounded(header.principals(), file.size() / PrincipalTable.RECORD_BYTES));
    }

    private static int bounded(int size, long max) {
        return (int) Math.max(0, Math.min(size, max));
    }

    private void readKeys(ByteBuffer content) {
        var keys = tables.keys().records();
        read(content, keys.records(), keys::addToIndexes, slot -> tables.keys().hasEndedBefore(slot, end));
    }

    private void readSessions(ByteBuffer content) {
        var sessions = tables.sessions().records();
        read(
                content,
                sessions.records(),
                sessions::addToIndex,
                slot -> tables.sessions().hasEndedBefore(slot, end));
    }

    private void readPrincipals(ByteBuffer content) {
        read(content, tables.principals().records(), tables.principals()::addToIndex, number -> false);
    }

    /** Erased records have no flags. */
    private static void read(ByteBuffer content, RecordArray records, IntConsumer index, IntPredicate ended) {
        while (content.hasRemaining()) {
            var slot = records.copyFrom(content);
            if (records.exists(slot) && !ended.test(slot)) {
                index.accept(slot);
            } else {
                records.release(slot);
            }
        }
    }

    private void readSide(Side side) {
        var content = side.content();
        while (content.hasRemaining()) {
            switch (side.section()) {
                case RESTRICTIONS -> readRestriction(sized(content));
                case PUBLIC_KEYS -> readPublicKey(sized(content));
                case CONFIRMATIONS -> readConfirmation(content);
                case KEPT_SESSIONS -> readKeptSession(content.getInt(), id(content));
                case CONFIRMED_TENANTS ->
                    tables.principals().confirmedTenants().put(content.getInt(), content.getLong());
                case PREFIX_BEGINNINGS ->
                    tables.keys().records().prefixBeginnings().add(text(sized(content)));
                case SCOPES -> tables.keys().records().unrestricted().add(access(text(sized(content))));
                default -> readEnd(content);
            }
        }
    }

    private void readRestriction(ByteBuffer entry) {
        var slot = slot(entry);
        if (slot != SlotIndex.NOT_FOUND) {
            tables.keys().records().restricted().put(slot, json.readValue(remaining(entry), ApiKeyAccess.class));
        }
    }

    private void readPublicKey(ByteBuffer entry) {
        var slot = slot(entry);
        if (slot != SlotIndex.NOT_FOUND) {
            tables.keys().records().publicKeys().put(slot, SigningPublicKey.parse(text(entry)));
        }
    }

    private void readConfirmation(ByteBuffer content) {
        var slot = slot(content);
        var position = content.getLong();
        if (slot != SlotIndex.NOT_FOUND) {
            tables.keys().records().confirmations().put(slot, position);
        }
    }

    /** An erased entry has only zeros, and so the number of another user. */
    private void readKeptSession(int user, UUID session) {
        if (!session.equals(ERASED)) {
            tables.principals().keptSessions().put(user, new SessionId(session));
        }
    }

    private void readEnd(ByteBuffer content) {
        tables.sessions().endAllStartedBefore(content.getLong());
        tables.keys().suspendAll(content.getLong());
    }

    private static ApiKeyAccess access(String scopes) {
        return ApiKeyAccess.unrestricted(Scopes.of(List.of(scopes.split(" "))));
    }

    /** The slot of the key with this id, unless it was left out or erased. */
    private int slot(ByteBuffer content) {
        return tables.keys().records().find(id(content));
    }

    private static UUID id(ByteBuffer content) {
        return new UUID(content.getLong(), content.getLong());
    }

    private static ByteBuffer sized(ByteBuffer content) {
        var length = content.getInt();
        var entry = content.slice(content.position(), length);
        content.position(content.position() + length);
        return entry;
    }

    private static String text(ByteBuffer entry) {
        return new String(remaining(entry), StandardCharsets.UTF_8);
    }

    private static byte[] remaining(ByteBuffer entry) {
        var bytes = new byte[entry.remaining()];
        entry.get(bytes);
        return bytes;
    }

    /** Every reference has its target; otherwise a look-up would fail later. */
    private void requireConsistent() {
        var principals = tables.principals().records().end();
        var keys = tables.keys().records();
        for (var slot = 0; slot < keys.records().end(); slot++) {
            if (Math.max(keys.tenant(slot), keys.creator(slot)) >= principals) {
                throw new InvalidSnapshotException("a key refers to a principal that it does not contain");
            }
        }
        var sessions = tables.sessions().records();
        for (var slot = 0; slot < sessions.records().end(); slot++) {
            if (sessions.user(slot) >= principals) {
                throw new InvalidSnapshotException("a session refers to a user that it does not contain");
            }
        }
    }
}
