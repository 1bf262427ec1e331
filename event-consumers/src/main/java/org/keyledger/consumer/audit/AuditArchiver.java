package org.keyledger.consumer.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.subscription.CloudEvent;
import org.keyledger.consumer.subscription.EventHandler;
import org.keyledger.consumer.subscription.RetryLaterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every published event to the archive exactly once: events up to the archive's last line are skipped. A line
 * counts as written after {@link #flush} has forced it to disk.
 */
final class AuditArchiver implements EventHandler<JsonNode> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AuditSettings settings;
    private final Clock clock;
    private @Nullable AuditFile file;

    /** The last line of the archive; null if there is none. */
    private @Nullable AuditLine last;

    AuditArchiver(AuditSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void handle(CloudEvent<JsonNode> event) {
        try {
            if (file == null) {
                resume();
            }
            if (last == null || !last.includes(event)) {
                write(AuditLine.of(event));
            }
        } catch (IOException | JacksonException e) {
            throw toRetryLaterException(e);
        }
    }

    @Override
    public void flush() {
        try {
            if (file != null) {
                file.force();
            }
        } catch (IOException e) {
            throw toRetryLaterException(e);
        }
    }

    private void resume() throws IOException {
        Files.createDirectories(settings.folder());
        last = null;
        var latest = AuditFile.latest(settings.folder());
        while (latest.isPresent() && last == null) {
            var found = AuditFile.open(latest.get());
            file = found;
            last = found.recover()
                    .map(line -> JSON.readValue(line, AuditLine.class))
                    .orElse(null);
            if (last == null) {
                deleteEmptyFile(found, latest.get());
                latest = AuditFile.latest(settings.folder());
            }
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
        fileFor(line, bytes.length).write(bytes);
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
