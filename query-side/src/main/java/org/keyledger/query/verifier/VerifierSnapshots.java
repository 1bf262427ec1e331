package org.keyledger.query.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.query.verifier.SnapshotFile.InvalidSnapshotException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * The file with the verifier's snapshot. It is derived from the ledger: a file that is missing, damaged or does not
 * belong to the present ledger is not used, and everything is applied from the first event on.
 */
final class VerifierSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(VerifierSnapshots.class);

    private final Path file;
    private final Path temporary;
    private final SecretKey key;
    private final Ledger ledger;
    private final ObjectMapper json;
    private final SecureRandom random;

    /** Tables that contain every event before {@code next}. */
    record Loaded(VerifierTables tables, long next) {}

    /** @param key the service's key for snapshots */
    VerifierSnapshots(Path file, SecretKey key, Ledger ledger, ObjectMapper json, SecureRandom random) {
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".new");
        this.key = key;
        this.ledger = ledger;
        this.json = json;
        this.random = random;
    }

    /**
     * Reads the snapshot; if it cannot be used, logs why.
     *
     * @param end keys and sessions that ended at this time or before are left out
     */
    synchronized Optional<Loaded> load(Instant end) {
        var started = System.nanoTime();
        try {
            Files.deleteIfExists(temporary);
            if (!Files.exists(file)) {
                throw new InvalidSnapshotException("it does not exist");
            }
            try (var snapshot = SnapshotFile.open(file, key, random)) {
                snapshot.header().requireTakenFrom(ledger);
                var loaded = new Loaded(read(snapshot, end), snapshot.header().next());
                LOG.info(
                        "Verifier snapshot loaded in {} ms: {} keys, {} sessions, first {} events",
                        millisSince(started),
                        loaded.tables().keys().records().records().size(),
                        loaded.tables().sessions().records().records().size(),
                        loaded.next());
                return Optional.of(loaded);
            }
        } catch (InvalidSnapshotException e) {
            logRebuild(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            logRebuild("it cannot be read: " + e);
        }
        return Optional.empty();
    }

    private VerifierTables read(SnapshotFile snapshot, Instant end) throws IOException {
        try {
            return new SnapshotReader(json, end).read(snapshot);
        } catch (InvalidSnapshotException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InvalidSnapshotException("its content is malformed", e);
        }
    }

    private void logRebuild(String reason) {
        var events = ledger.nextPosition().value();
        if (events > 0) {
            LOG.warn(
                    "Verifier snapshot {} is not used because {}. Building the verifier from {} events",
                    file,
                    reason,
                    events);
        }
    }

    /**
     * Replaces the snapshot atomically while the state goes on.
     *
     * @param next the state contains every event before this position, which is not 0
     * @return the size of the file in bytes
     */
    synchronized long write(VerifierState state, long next) throws IOException {
        var started = System.nanoTime();
        try (var snapshot = SnapshotFile.create(temporary, header(state, next), key, random)) {
            new SnapshotWriter(state, json).writeTo(snapshot);
            snapshot.force();
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
            LOG.debug("Verifier snapshot of {} events written in {} ms", next, millisSince(started));
            return snapshot.size();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private SnapshotHeader header(VerifierState state, long next) {
        var salt = new byte[SnapshotHeader.SALT_BYTES];
        random.nextBytes(salt);
        var identity = Epochs.of(ledger).present();
        var hash = SnapshotHeader.commitBefore(next, ledger).hash();
        return state.read(tables -> new SnapshotHeader(
                identity,
                next,
                hash,
                salt,
                tables.keys().records().records().size(),
                tables.sessions().records().records().size(),
                tables.principals().records().size()));
    }

    /** Not every system can open a folder; the file itself is on the disk. */
    private void forceFolder() {
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            LOG.debug("Could not force the folder of {}", file, e);
        }
    }

    /** Returns when the snapshot on the disk contains no key and no session of this user or tenant. */
    synchronized void erase(UUID subject) {
        if (!Files.exists(file)) {
            return;
        }
        try (var snapshot = SnapshotFile.open(file, key, random)) {
            var blocks = new SnapshotEraser(snapshot).erase(subject);
            LOG.debug("Erased a subject from {} blocks of the verifier snapshot", blocks);
        } catch (InvalidSnapshotException e) {
            LOG.warn("Verifier snapshot {} is deleted because {}", file, e.getMessage());
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next start builds the verifier from all events. */
    synchronized void delete() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
