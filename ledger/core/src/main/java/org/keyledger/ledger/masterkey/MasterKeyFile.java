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

/** Reads and writes a master key file: one line per version, its number and 32 bytes in base64; {@code #} starts a comment. */
final class MasterKeyFile {

    private static final String HEADER = """
        # Master key of Keyledger. This file and the data together decrypt every encrypted field.
        # Back it up, apart from the backups of the data: without it nothing can be decrypted.
        """;

    private MasterKeyFile() {}

    static MasterKey read(Path file) {
        try {
            return parse(file, Files.readString(file, US_ASCII));
        } catch (NoSuchFileException e) {
            throw new StorageOpenException(
                    "no master key file at " + file + ": restore it, existing data cannot be decrypted without it", e);
        } catch (IOException e) {
            throw new StorageOpenException(
                    "cannot read the master key file " + file + " (" + e + "): check its permissions", e);
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

    /** Repeats nothing of the content, which may be a key, and drops the cause for the same reason. */
    private static StorageOpenException toInvalidFileException(Path file) {
        return new StorageOpenException(
                file + " is not a master key file: each line must be a version and 32 bytes in base64");
    }

    static MasterKey createIfAbsent(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            write(file.toAbsolutePath(), HEADER + newKeyLine(1, random), random, MasterKeyFile::linkIfAbsent);
        }
        return read(file);
    }

    /** The older versions stay in the file, since they are needed to unwrap what they wrapped. */
    static int addVersion(Path file, SecureRandom random) {
        int version = read(file).version() + 1;
        try {
            String present = Files.readString(file, US_ASCII).stripTrailing();
            write(
                    file.toRealPath(),
                    present + "\n" + newKeyLine(version, random),
                    random,
                    (temporary, target) -> Files.move(temporary, target, ATOMIC_MOVE));
            return version;
        } catch (IOException e) {
            throw new StorageOpenException(
                    "cannot read the master key file " + file + " (" + e + "): check its permissions", e);
        }
    }

    private static String newKeyLine(int version, SecureRandom random) {
        byte[] key = new byte[MasterKey.KEY_BYTES];
        random.nextBytes(key);
        return version + " " + Base64.getEncoder().encodeToString(key) + "\n";
    }

    @FunctionalInterface
    private interface FileMove {

        void move(Path temporary, Path target) throws IOException;
    }

    /** Writes a temporary file in the same directory and moves it, so a crash leaves the old content or the new one. */
    private static void write(Path file, String content, SecureRandom random, FileMove move) {
        Path directory = file.toAbsolutePath().resolveSibling("");
        Path temporary = directory.resolve(file.getFileName() + "." + Long.toHexString(random.nextLong()));
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE), ownerOnly(directory))) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            move.move(temporary, file);
            sync(directory);
        } catch (IOException e) {
            throw new StorageOpenException(
                    "cannot write the master key file " + file + " (" + e
                            + "): check the permissions and the free space of its directory",
                    e);
        }
    }

    /**
     * A link fails if another process created the file first; then that file is used. A file system without links moves the
     * file, which keeps its permissions.
     */
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

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void sync(Path directory) throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }
}
