package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Stores events that cannot be handled, and later events of the same subjects: one JSON line per event, in a file that
 * is forced to disk before {@link #add} returns. One thread may modify it; any thread may read it.
 */
final class DeadLetterQueue {

    /**
     * More failures than this indicate a broken handler and not single bad events; the consumer then stops and retries.
     */
    static final int MAX_SIZE = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

    /** An event and the reason why it was not handled. */
    record DeadLetter(RawEvent event, @JsonProperty("why") String reason) {}

    private final Path file;
    private final Map<String, DeadLetter> deadLetters = new LinkedHashMap<>();

    DeadLetterQueue(Path folder, String consumer, SetAsideFiles setAsideFiles) {
        file = folder.resolve(consumer + ".parked.ndjson");
        try {
            setAsideFiles.createFolder();
            if (Files.exists(file)) {
                load(setAsideFiles);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps the lines that can be read. The last line may be incomplete after a crash, its event is then delivered again;
     * other malformed lines are damage, and the file is set aside.
     */
    private void load(SetAsideFiles setAsideFiles) throws IOException {
        var content = read();
        var complete = content.map(DeadLetterQueue::completeLength).orElse(0);
        var lines = content.map(
                        bytes -> new String(bytes, 0, complete, UTF_8).lines().toList())
                .orElse(List.of());
        lines.forEach(
                line -> parse(line).ifPresent(it -> deadLetters.put(it.event().id(), it)));
        if (content.isEmpty() || lines.size() != deadLetters.size()) {
            setAsideFiles.moveAside(
                    file,
                    "%d of %d lines are dead letters".formatted(deadLetters.size(), lines.size()),
                    "they are kept");
            rewrite();
        } else if (complete < content.get().length) {
            rewrite();
        }
    }

    /** Empty if the file cannot be read. */
    private Optional<byte[]> read() {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.debug("Could not read {}", file, e);
            return Optional.empty();
        }
    }

    /** The length of the content up to its last line feed. */
    private static int completeLength(byte[] content) {
        var end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static Optional<DeadLetter> parse(String line) {
        try {
            return Optional.ofNullable(CloudEventJson.MAPPER.readValue(line, DeadLetter.class))
                    .filter(DeadLetterQueue::isComplete);
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.debug("Dead letter could not be parsed", e);
            return Optional.empty();
        }
    }

    private static boolean isComplete(DeadLetter deadLetter) {
        var event = deadLetter.event();
        return Stream.of(event, event == null ? null : event.id(), event == null ? null : event.subject())
                .allMatch(Objects::nonNull);
    }

    synchronized boolean contains(String id) {
        return deadLetters.containsKey(id);
    }

    synchronized boolean containsSubject(String subject) {
        return deadLetters.values().stream()
                .anyMatch(deadLetter -> deadLetter.event().subject().equals(subject));
    }

    synchronized boolean isFull() {
        return deadLetters.size() >= MAX_SIZE;
    }

    synchronized List<DeadLetter> all() {
        return List.copyOf(deadLetters.values());
    }

    synchronized void add(RawEvent event, String reason) {
        var deadLetter = new DeadLetter(event, reason);
        write(file, line(deadLetter), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        deadLetters.put(event.id(), deadLetter);
    }

    /** Removes the events that do not match. */
    synchronized void retain(Predicate<RawEvent> accepted) {
        if (deadLetters.values().removeIf(deadLetter -> !accepted.test(deadLetter.event()))) {
            rewrite();
        }
    }

    synchronized void remove(String id) {
        deadLetters.remove(id);
        rewrite();
    }

    private void rewrite() {
        var next = file.resolveSibling(file.getFileName() + ".new");
        var lines = deadLetters.values().stream().map(DeadLetterQueue::line).collect(Collectors.joining());
        write(next, lines, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(DeadLetter deadLetter) {
        return CloudEventJson.MAPPER.writeValueAsString(deadLetter) + "\n";
    }

    private static void write(Path file, String text, StandardOpenOption... options) {
        try (var channel = FileChannel.open(file, options)) {
            var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
