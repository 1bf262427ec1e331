package org.keyledger.ledger.masterkey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.keyledger.ledger.StorageOpenException;

/** A line for each version: its number and 32 bytes in base64; lines that begin with {@code #} are for people. */
final class MasterKeyFile {

    private static final String HEADER = """
        # Keyledger's master key: with it and the data, every sealed field can be read; without it, none.
        # Keep a copy, apart from the backups of the data.
        """;

    private MasterKeyFile() {}

    static MasterKey read(Path file) {
        try {
            return parse(file, Files.readString(file, US_ASCII));
        } catch (NoSuchFileException e) {
            throw new StorageOpenException(
                    "no master key at " + file + ": put it back, nothing can be opened without it", e);
        } catch (IOException e) {
            throw new StorageOpenException("cannot read the master key at " + file, e);
        }
    }

    private static MasterKey parse(Path file, String content) {
        Map<Integer, byte[]> versions = new TreeMap<>();
        content.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] words = line.trim().split(" ", 2);
            versions.put(version(file, words[0]), key(file, words[words.length - 1]));
        });
        if (versions.isEmpty()) {
            throw toInvalidFileException(file);
        }
        return new MasterKey(versions);
    }

    private static int version(Path file, String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw toInvalidFileException(file);
        }
    }

    private static byte[] key(Path file, String word) {
        try {
            byte[] key = Base64.getDecoder().decode(word);
            if (key.length == MasterKey.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw toInvalidFileException(file);
        }
        throw toInvalidFileException(file);
    }

    /** Says nothing of what the file holds. */
    private static StorageOpenException toInvalidFileException(Path file) {
        return new StorageOpenException(file + " is not a master key: each line is a version and 32 bytes in base64");
    }

    static MasterKey createIfAbsent(Path file) {
        if (!Files.exists(file)) {
            create(file.toAbsolutePath());
        }
        return read(file);
    }

    /** The versions that are there stay: what they wrap is yet to be wrapped anew. */
    static int addVersion(Path file) {
        int version = read(file).version() + 1;
        try {
            String present = Files.readString(file, US_ASCII).stripTrailing();
            write(
                    file.toRealPath(),
                    present + "\n" + newKeyLine(version),
                    (temporary, place) -> Files.move(temporary, place, ATOMIC_MOVE));
            return version;
        } catch (IOException e) {
            throw new StorageOpenException("cannot read the master key at " + file, e);
        }
    }

    private static void create(Path file) {
        write(file, HEADER + newKeyLine(1), MasterKeyFile::linkIfAbsent);
    }

    private static String newKeyLine(int version) {
        byte[] key = new byte[MasterKey.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return version + " " + Base64.getEncoder().encodeToString(key) + "\n";
    }

    /** How a file that was written beside its place comes there. */
    @FunctionalInterface
    private interface FileMove {

        void move(Path fresh, Path place) throws IOException;
    }

    /** Written beside its place and brought there whole, so that a crash leaves what was there or this. */
    private static void write(Path file, String content, FileMove move) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Path temporary = folder.resolve(file.getFileName() + "." + Long.toHexString(new SecureRandom().nextLong()));
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE), ownersOnly(folder))) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            move.move(temporary, file);
            force(folder);
        } catch (IOException e) {
            throw new StorageOpenException("cannot write a master key to " + file, e);
        }
    }

    /** A link fails if somebody else was first; then theirs is the key. Where there are no links, a move keeps its rights. */
    private static void linkIfAbsent(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void force(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }
}
