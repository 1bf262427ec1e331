package org.keyledger.server.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.keyledger.server.settings.StartRefused;

/**
 * The file with the key that wraps all others: one line, 32 bytes in base64. Whoever has the data folder without it can
 * read no personal field, and neither can we.
 */
public final class MasterKeyFile {

    private static final int LENGTH = 32;

    private final Path file;

    public MasterKeyFile(Path file) {
        this.file = file;
    }

    /**
     * The key; made at the first start, readable by its owner only.
     *
     * @param needed whether a vault is there already, which no new key can open
     */
    public byte[] read(boolean needed) {
        if (!Files.exists(file)) {
            if (needed) {
                throw new StartRefused("The vault was made with a master key, and " + file + " is not there. Put the"
                        + " file back from where you keep its copy, or say with KEYLEDGER_MASTER_KEY_FILE where it is;"
                        + " without it nothing that is sealed can be read.");
            }
            create();
        }
        return parse();
    }

    private byte[] parse() {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new StartRefused(
                    "The master key file " + file + " cannot be read by "
                            + System.getProperty("user.name") + ". Change its owner, or name another with"
                            + " KEYLEDGER_MASTER_KEY_FILE.",
                    e);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (key.length != LENGTH) {
            throw malformed();
        }
        return key;
    }

    private StartRefused malformed() {
        return new StartRefused("The master key file " + file + " holds no master key: it is one line of 32 bytes in"
                + " base64. Put the file back from where you keep its copy.");
    }

    private void create() {
        var key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        var line = Base64.getEncoder().encodeToString(key) + "\n";
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, ownersOnly())) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            // another process was faster: its key is the key
        } catch (IOException e) {
            throw new StartRefused(
                    "The master key file " + file + " cannot be created (" + e.getMessage()
                            + "). Name a place that this user may write with KEYLEDGER_MASTER_KEY_FILE.",
                    e);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
