package org.keyledger.consumer.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of the audit archive, open for appending. Lines are collected in memory and written together: by {@link #force},
 * or when they reach 1 MiB. Lines that were not forced are lost with the file object.
 */
final class AuditFile implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("audit-\\d{19}-(\\d{4}-\\d{2}-\\d{2})\\.ndjson");

    private static final int MAX_COLLECTED_BYTES = 1 << 20;

    private final LocalDate day;
    private final FileChannel channel;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    /** The size of the file with the collected lines. */
    private long size;

    private AuditFile(Path path, StandardOpenOption... options) throws IOException {
        this.day = dayOf(path);
        this.channel = FileChannel.open(path, options);
        this.size = channel.size();
    }

    /** The latest file in the folder; file names start with the position of their first line. */
    static Optional<Path> latest(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .max(Comparator.comparing(file -> file.getFileName().toString()));
        }
    }

    static AuditFile open(Path path) throws IOException {
        return new AuditFile(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    static AuditFile create(Path folder, long position, LocalDate day) throws IOException {
        var path = folder.resolve("audit-%019d-%s.ndjson".formatted(position, day));
        return new AuditFile(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static LocalDate dayOf(Path path) {
        var name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalStateException("Not an archive file: " + path);
        }
        return LocalDate.parse(name.group(1));
    }

    LocalDate day() {
        return day;
    }

    long size() {
        return size;
    }

    /** Truncates an incomplete last line, forces the rest to disk and returns the last complete line. */
    Optional<String> recover() throws IOException {
        var end = endOfLine(channel.size());
        channel.truncate(end);
        channel.force(true);
        channel.position(end);
        size = end;
        return end == 0 ? Optional.empty() : Optional.of(read(endOfLine(end - 1), end - 1));
    }

    /** Adds a line, which ends with a line feed. */
    void add(byte[] line) throws IOException {
        collected.writeBytes(line);
        size += line.length;
        if (collected.size() >= MAX_COLLECTED_BYTES) {
            writeCollected();
        }
    }

    /** Writes the collected lines, and forces the file to disk. */
    void force() throws IOException {
        writeCollected();
        channel.force(false);
    }

    private void writeCollected() throws IOException {
        var bytes = ByteBuffer.wrap(collected.toByteArray());
        collected.reset();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The offset after the last line feed before this offset; 0 if there is none. */
    private long endOfLine(long before) throws IOException {
        var one = ByteBuffer.allocate(1);
        for (var offset = before; offset > 0; offset--) {
            one.clear();
            if (channel.read(one, offset - 1) == 1 && one.get(0) == '\n') {
                return offset;
            }
        }
        return 0;
    }

    private String read(long from, long to) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            continue;
        }
        return new String(bytes.array(), UTF_8);
    }
}
