package org.keyledger.server.backup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.StorageOpenException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of a backup, {@code manifest.json}. It is written last, so a folder without it is not a complete backup.
 *
 * @param format 1
 * @param position of the last event; -1 if there is none
 * @param hash of its commit, or the genesis hash, in hex
 */
@JsonPropertyOrder({"format", "createdAt", "ledger", "epoch", "position", "hash", "files"})
public record BackupManifest(
        int format, Instant createdAt, UUID ledger, int epoch, long position, String hash, List<BackupFile> files) {

    static final String FILE = "manifest.json";
    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** @param sha256 in hex */
    @JsonPropertyOrder({"name", "bytes", "sha256"})
    public record BackupFile(String name, long bytes, String sha256) {

        static BackupFile of(Path file) throws IOException {
            return new BackupFile(file.getFileName().toString(), Files.size(file), checksum(file));
        }
    }

    void write(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        OwnerOnlyFiles.createFile(file);
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    /** @throws StorageOpenException if the folder contains no complete backup of a known format */
    public static BackupManifest read(Path folder) {
        var file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new StorageOpenException(folder + " contains no complete backup: it has no " + FILE);
        }
        try {
            var manifest = JSON.readValue(Files.readAllBytes(file), BackupManifest.class);
            if (manifest.format() != FORMAT) {
                throw new StorageOpenException(file + " has format " + manifest.format() + ", this version supports "
                        + FORMAT + ": restore with the version that wrote it, or a newer one");
            }
            return manifest;
        } catch (JacksonException | IOException e) {
            throw new StorageOpenException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** @throws StorageOpenException if this file of the backup is missing or not what was written */
    void requireUnaltered(Path folder, BackupFile expected) throws IOException {
        var file = folder.resolve(expected.name());
        if (!folder.equals(file.getParent()) || !Files.isRegularFile(file)) {
            throw new StorageOpenException("the backup lacks " + expected.name() + ": use another backup");
        }
        if (!BackupFile.of(file).equals(expected)) {
            throw new StorageOpenException(
                    file + " is damaged: its size or checksum is not that of " + FILE + "; use another backup");
        }
    }

    boolean contains(String name) {
        return files.stream().anyMatch(file -> file.name().equals(name));
    }

    private static String checksum(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (var read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
