package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The id of the last event that a consumer has handled, in a file. A topic that was lost is filled again from the ledger
 * and delivers every event again, after the offsets of the consumer group are lost too; events up to this one are then
 * skipped. Events of a topic have ascending positions within an epoch. Not thread-safe.
 */
final class LastHandledEvent {

    private static final Logger LOG = LoggerFactory.getLogger(LastHandledEvent.class);

    /** Id and checksum: a changed digit could otherwise skip events that were never handled. */
    private static final Pattern LINE = Pattern.compile("(\\S+) ([0-9a-f]{8})\n");

    private final Path file;
    private final String consumer;
    private @Nullable EventId last;
    private @Nullable EventId unsaved;
    private boolean skipped;

    LastHandledEvent(Path folder, String consumer, SetAsideFiles setAsideFiles) {
        this.file = folder.resolve(consumer + ".handled");
        this.consumer = consumer;
        try {
            setAsideFiles.createFolder();
            load(setAsideFiles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(SetAsideFiles setAsideFiles) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        var id = read();
        if (id.isPresent()) {
            last = id.get();
        } else {
            setAsideFiles.moveAside(file, "its content is not an event id", "the next handled event writes it again");
        }
    }

    private Optional<EventId> read() {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.debug("Could not read {}", file, e);
            return Optional.empty();
        }
    }

    private static Optional<EventId> parse(byte[] content) {
        var line = LINE.matcher(new String(content, UTF_8));
        return line.matches() && line.group(2).equals(checksum(line.group(1)))
                ? EventId.parse(line.group(1))
                : Optional.empty();
    }

    /** Whether the event of this id was handled before the topic was filled again. */
    boolean includes(String eventId) {
        var present = last;
        if (present == null || EventId.parse(eventId).filter(present::includes).isEmpty()) {
            return false;
        }
        if (!skipped) {
            LOG.info("Consumer {} skips events up to {}, it has handled them", consumer, present.text());
            skipped = true;
        }
        return true;
    }

    /** Remembers the id of an event that is done; {@link #save} makes it durable. */
    void add(String eventId) {
        EventId.parse(eventId).filter(id -> last == null || !last.includes(id)).ifPresent(id -> {
            last = id;
            unsaved = id;
        });
    }

    /** Forces the last event to disk. */
    void save() throws IOException {
        var id = unsaved;
        if (id == null) {
            return;
        }
        var next = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap((id.text() + " " + checksum(id.text()) + "\n").getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        unsaved = null;
    }

    private static String checksum(String id) {
        var checksum = new CRC32C();
        checksum.update(id.getBytes(UTF_8));
        return "%08x".formatted(checksum.getValue());
    }

    /** An event id {@code <ledger>.<epoch>/<position>}. */
    private record EventId(String text, String ledger, int epoch, long position) {

        private static final Pattern FORM = Pattern.compile("(\\S+)\\.(\\d{1,9})/(\\d{1,18})");

        /** Empty if the id has another form. */
        static Optional<EventId> parse(String text) {
            var id = FORM.matcher(text);
            return id.matches()
                    ? Optional.of(
                            new EventId(text, id.group(1), Integer.parseInt(id.group(2)), Long.parseLong(id.group(3))))
                    : Optional.empty();
        }

        /** Whether a topic delivers the other event before this one, or it is this one. */
        boolean includes(EventId other) {
            return ledger.equals(other.ledger)
                    && (other.epoch < epoch || (other.epoch == epoch && other.position <= position));
        }
    }
}
