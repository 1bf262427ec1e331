package org.keyledger.server.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.keyledger.kernel.settings.InvalidSettingException;

/** The folder for all data; created at the first start, readable for its owner only. */
final class DataFolder {

    private DataFolder() {}

    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            throw toException(folder + " is a file");
        } catch (IOException e) {
            throw toException(folder + " cannot be created (" + e.getMessage() + ")");
        }
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw toException(folder + " does not allow it");
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static InvalidSettingException toException(String problem) {
        return new InvalidSettingException(
                Settings.DATA.property(),
                "must be a folder that user " + System.getProperty("user.name") + " can read and write, but "
                        + problem);
    }
}
