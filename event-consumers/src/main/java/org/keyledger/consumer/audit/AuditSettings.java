package org.keyledger.consumer.audit;

import java.nio.file.Path;

/**
 * Settings of the audit archive.
 *
 * @param folder the folder of the archive files
 * @param maxFileBytes maximum size of a file in bytes; a new file is also started each day
 */
public record AuditSettings(Path folder, long maxFileBytes) {

    public AuditSettings {
        if (maxFileBytes < 1) {
            throw new IllegalArgumentException("maxFileBytes must be 1 or greater, was " + maxFileBytes);
        }
    }

    /** Files of at most 64 MiB. */
    public static AuditSettings in(Path folder) {
        return new AuditSettings(folder, 64L << 20);
    }
}
