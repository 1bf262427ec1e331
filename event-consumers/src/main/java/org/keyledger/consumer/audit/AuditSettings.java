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
            throw new IllegalArgumentException("a file has room for at least one line, not " + maxFileBytes + " bytes");
        }
    }

    /** Files of at most 64 MiB. */
    public static AuditSettings in(Path folder) {
        return new AuditSettings(folder, 64L << 20);
    }
}
