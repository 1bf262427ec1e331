package org.keyledger.consumer.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.audit.AuditLine.Epoch;
import org.keyledger.consumer.subscription.CloudEvent;
import org.keyledger.consumer.subscription.EventHandler;
import org.keyledger.consumer.subscription.RetryLaterException;
import org.keyledger.consumer.subscription.SetAsideFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every published event to the archive exactly once and in succession: events up to the archive's last line are
 * skipped, and events that are missing between it and the next one are read from the ledger. A damaged latest file is set
 * aside and written again. A line counts as written after {@link #flush} has forced it to disk.
 */
final class AuditArchiver implements EventHandler<JsonNode> {

    private static final Logger LOG = LoggerFactory.getLogger(AuditArchiver.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AuditSettings settings;
    private final LedgerEventSource ledger;
    private final Clock clock;
    private final SetAsideFiles setAsideFiles;
    private @Nullable AuditFile file;
    private boolean verified;

    /** Whether lines were added since the last flush. */
    private boolean unflushed;

    /** The last line of the archive; null if there is none. */
    private @Nullable AuditLine last;

    AuditArchiver(AuditSettings settings, LedgerEventSource ledger, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.setAsideFiles = new SetAsideFiles(settings.folder(), "audit-");
        this.clock = clock;
    }

    @Override
    public void handle(CloudEvent<JsonNode> event) throws InterruptedException {
        try {
            if (file == null) {
                resume();
            }
            if (!isArchived(event)) {
                ledger.forEach(firstMissing(event), event.position(), missing -> writeMissing(missing, event));
                write(AuditLine.of(event));
            }
        } catch (IOException | RuntimeException e) {
            throw toRetryLaterException(e);
        }
    }

    private boolean isArchived(CloudEvent<?> event) {
        return last != null && last.includes(event);
    }

    /** The position after the last line, or the first one that a restore has replaced since then. */
    private long firstMissing(CloudEvent<?> event) {
        var line = last;
        if (line == null || !line.epoch().ledger().equals(Epoch.of(event.id()).ledger())) {
            return 0;
        }
        return Math.min(
                line.position() + 1, ledger.commonPrefixWith(line.epoch().number()));
    }

    /** Does not write events of an epoch that begins after the delivered event. */
    private void writeMissing(CloudEvent<JsonNode> missing, CloudEvent<?> delivered) {
        if (isArchived(missing)
                || Epoch.of(missing.id()).number() > Epoch.of(delivered.id()).number()) {
            return;
        }
        try {
            write(AuditLine.of(missing));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LOG.debug("Event {} was not on the topic, archived from the ledger", missing.id());
    }

    /** By the archive's last line, which is read from the archive itself. */
    @Override
    public boolean recognizesHandledEvents() {
        return true;
    }

    @Override
    public List<Path> damagedFiles() {
        return setAsideFiles.all();
    }

    /** A batch is one write and one {@code fsync}, so a large one is cheaper; the archive recognizes repeated events. */
    @Override
    public int maxBatch() {
        return 500;
    }

    /** @throws RetryLaterException if lines were lost with a file that failed: their events must be delivered again */
    @Override
    public void flush() {
        if (!unflushed) {
            return;
        }
        unflushed = false;
        var current = file;
        if (current == null) {
            throw new RetryLaterException("Audit archive in " + settings.folder() + " failed before it was flushed");
        }
        try {
            current.force();
        } catch (IOException e) {
            throw toRetryLaterException(e);
        }
    }

    /**
     * Opens the latest file and reads its last line. At the first time the file is read as a whole: a damaged one is set
     * aside, and its events are read from the ledger again.
     */
    private void resume() throws IOException {
        setAsideFiles.createFolder();
        last = null;
        var latest = AuditFile.latest(settings.folder());
        while (latest.isPresent() && last == null) {
            if (verified || isSound(latest.get())) {
                open(latest.get());
            }
            latest = AuditFile.latest(settings.folder());
        }
        verified = true;
    }

    private boolean isSound(Path path) throws IOException {
        var damage = AuditFileCheck.findDamage(path);
        if (damage.isPresent()) {
            setAsideFiles.moveAside(path, damage.get(), "its events are read from the ledger again");
        }
        return damage.isEmpty();
    }

    private void open(Path path) throws IOException {
        var found = AuditFile.open(path);
        file = found;
        last = found.recover()
                .map(line -> JSON.readValue(line, AuditLine.class))
                .orElse(null);
        if (last == null) {
            deleteEmptyFile(found, path);
        }
    }

    /** An empty latest file would hide the last line of the previous file. */
    private void deleteEmptyFile(AuditFile empty, Path path) throws IOException {
        file = null;
        empty.close();
        Files.delete(path);
    }

    private void write(AuditLine line) throws IOException {
        var bytes = (JSON.writeValueAsString(line) + "\n").getBytes(UTF_8);
        unflushed = true;
        fileFor(line, bytes.length).add(bytes);
        last = line;
    }

    private AuditFile fileFor(AuditLine line, int length) throws IOException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var current = file;
        if (current != null && current.day().equals(today) && current.size() + length <= settings.maxFileBytes()) {
            return current;
        }
        if (current != null) {
            current.force();
            current.close();
        }
        var next = AuditFile.create(settings.folder(), line.position(), today);
        file = next;
        return next;
    }

    /**
     * After an error the content on disk is unknown, so the file is opened and recovered again before the next line.
     */
    private RetryLaterException toRetryLaterException(Exception e) {
        var failed = file;
        file = null;
        try {
            if (failed != null) {
                failed.close();
            }
        } catch (IOException closeFailure) {
            e.addSuppressed(closeFailure);
        }
        return new RetryLaterException("Could not write audit archive in " + settings.folder() + ": " + e, e);
    }
}
