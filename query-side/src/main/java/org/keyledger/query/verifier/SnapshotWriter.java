package org.keyledger.query.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;
import org.keyledger.query.records.RecordArray;
import org.keyledger.query.verifier.SnapshotFile.Section;
import tools.jackson.databind.ObjectMapper;

/**
 * Copies the tables of a verifier that goes on. Each call of the state copies some hundred records between two events, so
 * that what is written is at the position of the snapshot or ahead of it: applying the events from that position on gives
 * the same tables. What is never accepted again is left out.
 */
final class SnapshotWriter {

    private static final int RECORDS_AT_ONCE = 512;

    private final VerifierState state;
    private final ObjectMapper json;
    private final SnapshotBlocks blocks = new SnapshotBlocks();

    SnapshotWriter(VerifierState state, ObjectMapper json) {
        this.state = state;
        this.json = json;
    }

    void writeTo(SnapshotFile file) throws IOException {
        try {
            copy(file, tables -> tables.keys().records().records(), this::addKey);
            copy(file, tables -> tables.sessions().records().records(), this::addSession);
            // after keys and sessions, which may refer to any principal of their time
            copy(file, tables -> tables.principals().records(), this::addPrincipal);
            state.read(this::addShared);
            blocks.takeAll((section, content) -> append(file, section, content));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Adds one record, and what side tables have of it. */
    @FunctionalInterface
    private interface RecordCopier {

        void add(VerifierTables tables, int slot);
    }

    private void copy(SnapshotFile file, Function<VerifierTables, RecordArray> records, RecordCopier copier) {
        var next = 0;
        while (next >= 0) {
            var from = next;
            next = state.read(tables -> copy(tables, records.apply(tables), from, copier));
            blocks.takeFull((section, content) -> append(file, section, content));
        }
    }

    /** Returns the next slot; -1 at the end. */
    private static int copy(VerifierTables tables, RecordArray records, int from, RecordCopier copier) {
        var to = Math.min(from + RECORDS_AT_ONCE, records.end());
        for (var slot = from; slot < to; slot++) {
            if (records.exists(slot)) {
                copier.add(tables, slot);
            }
        }
        return to == records.end() ? -1 : to;
    }

    private static void append(SnapshotFile file, Section section, byte[] content) {
        try {
            file.append(section, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addKey(VerifierTables tables, int slot) {
        if (tables.keys().isRefused(slot)) {
            return;
        }
        var keys = tables.keys().records();
        add(Section.KEYS, keys.records(), slot);
        var id = bytes(keys.records().getUuid(slot, ApiKeyRecords.ID));
        var access = keys.restricted().get(slot);
        if (access != null) {
            blocks.addSized(Section.RESTRICTIONS, id, json.writeValueAsBytes(access));
        }
        var publicKey = keys.publicKeys().get(slot);
        if (publicKey != null) {
            blocks.addSized(Section.PUBLIC_KEYS, id, bytes(publicKey.pem()));
        }
        var confirmed = keys.confirmations().get(slot);
        if (confirmed != null) {
            blocks.add(
                    Section.CONFIRMATIONS,
                    ByteBuffer.allocate(SnapshotReader.CONFIRMATION_BYTES)
                            .put(id)
                            .putLong(confirmed));
        }
    }

    private void addSession(VerifierTables tables, int slot) {
        if (!tables.sessions().isRefused(slot)) {
            add(Section.SESSIONS, tables.sessions().records().records(), slot);
        }
    }

    private void addPrincipal(VerifierTables tables, int number) {
        var principals = tables.principals();
        add(Section.PRINCIPALS, principals.records(), number);
        var kept = principals.keptSessions().get(number);
        if (kept != null) {
            blocks.add(
                    Section.KEPT_SESSIONS,
                    ByteBuffer.allocate(SnapshotReader.KEPT_SESSION_BYTES)
                            .putInt(number)
                            .putLong(kept.value().getMostSignificantBits())
                            .putLong(kept.value().getLeastSignificantBits()));
        }
        var confirmed = principals.confirmedTenants().get(number);
        if (confirmed != null) {
            blocks.add(
                    Section.CONFIRMED_TENANTS,
                    ByteBuffer.allocate(SnapshotReader.CONFIRMED_TENANT_BYTES)
                            .putInt(number)
                            .putLong(confirmed));
        }
    }

    private boolean addShared(VerifierTables tables) {
        var keys = tables.keys().records();
        for (var number = 0; number < keys.prefixBeginnings().size(); number++) {
            blocks.addSized(
                    Section.PREFIX_BEGINNINGS,
                    new byte[0],
                    bytes(keys.prefixBeginnings().get(number)));
        }
        for (var number = 0; number < keys.unrestricted().size(); number++) {
            var scopes = keys.unrestricted().get(number).scopes();
            blocks.addSized(Section.SCOPES, new byte[0], bytes(scopes.toString()));
        }
        blocks.add(
                Section.END,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(tables.sessions().allEndedAt())
                        .putLong(tables.keys().suspendedAt()));
        return true;
    }

    private void add(Section section, RecordArray records, int slot) {
        blocks.add(section, records.chunk(slot), records.start(slot), records.recordBytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
