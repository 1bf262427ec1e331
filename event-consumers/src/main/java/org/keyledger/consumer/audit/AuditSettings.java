package org.keyledger.consumer.audit;

import java.nio.file.Path;

/**
 * Where the archive is kept.
 *
 * @param folder of the files
 * @param maxFileBytes how many bytes a file may have before the next one is begun; a new day begins one too
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
