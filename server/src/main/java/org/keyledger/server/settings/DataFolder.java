package org.keyledger.server.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything: made at the first start, for its owner only. */
final class DataFolder {

    private DataFolder() {}

    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder, ownersOnly());
        } catch (FileAlreadyExistsException e) {
            throw toException(folder, "is a file", e);
        } catch (IOException e) {
            throw toException(folder, "cannot be created (" + e.getMessage() + ")", e);
        }
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw toException(folder, "cannot be read and written by " + System.getProperty("user.name"), null);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static InvalidConfigurationException toException(Path folder, String what, @Nullable Exception cause) {
        var message = "The data folder " + folder + " " + what
                + ". Give KEYLEDGER_DATA a folder that this user may read and write, or change its owner.";
        return cause == null
                ? new InvalidConfigurationException(message)
                : new InvalidConfigurationException(message, cause);
    }
}
