package org.keyledger.server.wiring;

import java.io.IOException;
import java.nio.file.Path;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a data folder private that was created or copied with permissions for other users. */
final class DataFolderPermissions {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolderPermissions.class);

    private DataFolderPermissions() {}

    /** Sets the modes 0700 and 0600. A failure is logged: the folder can belong to a file system without modes. */
    static void repair(Path data) {
        try {
            var repaired = OwnerOnlyFiles.repair(data);
            if (repaired > 0) {
                LOG.info(
                        "Data folder {} had {} files or folders with permissions for other users, removed them",
                        data,
                        repaired);
            }
        } catch (IOException e) {
            LOG.warn("Could not remove the permissions of other users from data folder {}", data, e);
        }
    }
}
