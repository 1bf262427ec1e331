package org.keyledger.consumer.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** One file of the archive, open at its end. */
final class AuditFile implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("audit-\\d{19}-(\\d{4}-\\d{2}-\\d{2})\\.ndjson");

    private final Path path;
    private final FileChannel channel;

    private AuditFile(Path path, StandardOpenOption... how) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, how);
    }

    /** The latest file of the folder: by name, which begins with the position of its first line. */
    static Optional<Path> latest(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(it -> NAME.matcher(it.getFileName().toString()).matches())
                    .max(Comparator.comparing(it -> it.getFileName().toString()));
        }
    }

    static AuditFile open(Path path) throws IOException {
        return new AuditFile(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    static AuditFile begin(Path folder, long position, LocalDate day) throws IOException {
        var path = folder.resolve("audit-%019d-%s.ndjson".formatted(position, day));
        return new AuditFile(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    LocalDate day() {
        var name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalStateException("no file of the archive: " + path);
        }
        return LocalDate.parse(name.group(1));
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Cuts off a line that was only half written, puts the rest on disk for certain, and answers its last line. */
    Optional<String> recover() throws IOException {
        var end = endOfLine(channel.size());
        channel.truncate(end);
        channel.force(true);
        channel.position(end);
        return end == 0 ? Optional.empty() : Optional.of(read(endOfLine(end - 1), end - 1));
    }

    void write(byte[] line) throws IOException {
        var bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Where the last whole line before this place ends, after its line feed. */
    private long endOfLine(long before) throws IOException {
        var one = ByteBuffer.allocate(1);
        for (var at = before; at > 0; at--) {
            one.clear();
            if (channel.read(one, at - 1) == 1 && one.get(0) == '\n') {
                return at;
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
