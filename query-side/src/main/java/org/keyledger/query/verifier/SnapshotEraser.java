package org.keyledger.query.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.keyledger.query.verifier.SnapshotFile.InvalidSnapshotException;
import org.keyledger.query.verifier.SnapshotFile.Section;

/**
 * Erases a user or tenant from a snapshot: overwrites the records of their keys and sessions with zeros and writes the
 * blocks that contain them in place. A crash in between leaves a damaged block, and so a snapshot that is not used.
 */
final class SnapshotEraser {

    private static final int ID_BYTES = 2 * Long.BYTES;

    private final SnapshotFile file;
    private final Set<UUID> keys = new HashSet<>();
    private int rewritten;

    SnapshotEraser(SnapshotFile file) {
        this.file = file;
    }

    /**
     * Returns how many blocks were rewritten.
     *
     * @throws InvalidSnapshotException if the snapshot is damaged
     */
    int erase(UUID subject) throws IOException {
        var principal = numberOf(subject);
        if (principal < 0) {
            return 0;
        }
        for (var block = file.next(null); block != null; block = file.next(block)) {
            eraseRecords(block, principal);
        }
        for (var block = file.next(null); block != null && !keys.isEmpty(); block = file.next(block)) {
            eraseSideEntries(block);
        }
        if (rewritten > 0) {
            file.force();
        }
        return rewritten;
    }

    private int numberOf(UUID subject) throws IOException {
        var number = 0;
        for (var block = file.next(null); block != null; block = file.next(block)) {
            if (block.section() == Section.PRINCIPALS) {
                var content = ByteBuffer.wrap(file.decrypt(block));
                for (var at = 0; at < content.limit(); at += PrincipalTable.RECORD_BYTES) {
                    if (id(content, at + PrincipalTable.ID).equals(subject)) {
                        return number;
                    }
                    number++;
                }
            }
        }
        return -1;
    }

    private void eraseRecords(SnapshotFile.Block block, int principal) throws IOException {
        switch (block.section()) {
            case KEYS -> eraseKeys(block, principal);
            case SESSIONS -> {
                var content = ByteBuffer.wrap(file.decrypt(block));
                erase(block, content, SessionRecords.RECORD_BYTES, at -> SessionRecords.isOf(principal, content, at));
            }
            case KEPT_SESSIONS -> {
                var content = ByteBuffer.wrap(file.decrypt(block));
                erase(block, content, SnapshotReader.KEPT_SESSION_BYTES, at -> content.getInt(at) == principal);
            }
            default -> {
                // refers to keys, or contains nothing of a person
            }
        }
    }

    private void eraseKeys(SnapshotFile.Block block, int principal) throws IOException {
        var content = ByteBuffer.wrap(file.decrypt(block));
        erase(block, content, ApiKeyRecords.RECORD_BYTES, at -> {
            var erased = ApiKeyRecords.endsWith(principal, content, at);
            if (erased) {
                keys.add(id(content, at + ApiKeyRecords.ID));
            }
            return erased;
        });
    }

    private void erase(SnapshotFile.Block block, ByteBuffer content, int size, IntPredicate erased) throws IOException {
        var changed = false;
        for (var at = 0; at < content.limit(); at += size) {
            if (erased.test(at)) {
                Arrays.fill(content.array(), at, at + size, (byte) 0);
                changed = true;
            }
        }
        rewrite(block, content, changed);
    }

    private void eraseSideEntries(SnapshotFile.Block block) throws IOException {
        if (block.section() == Section.CONFIRMATIONS) {
            var content = ByteBuffer.wrap(file.decrypt(block));
            erase(block, content, SnapshotReader.CONFIRMATION_BYTES, at -> keys.contains(id(content, at)));
        } else if (block.section() == Section.RESTRICTIONS || block.section() == Section.PUBLIC_KEYS) {
            eraseSized(block);
        }
    }

    private void eraseSized(SnapshotFile.Block block) throws IOException {
        var content = ByteBuffer.wrap(file.decrypt(block));
        var changed = false;
        for (var at = 0; at < content.limit(); at += Integer.BYTES + content.getInt(at)) {
            var from = at + Integer.BYTES;
            if (keys.contains(id(content, from))) {
                Arrays.fill(content.array(), from, from + content.getInt(at), (byte) 0);
                changed = true;
            }
        }
        rewrite(block, content, changed);
    }

    private void rewrite(SnapshotFile.Block block, ByteBuffer content, boolean changed) throws IOException {
        if (changed) {
            file.write(block, content.array());
            rewritten++;
        }
    }

    private static UUID id(ByteBuffer content, int at) {
        return new UUID(content.getLong(at), content.getLong(at + ID_BYTES / 2));
    }
}
