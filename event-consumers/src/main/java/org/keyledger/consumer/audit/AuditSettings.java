package org.keyledger.consumer.audit;

import java.nio.file.Path;

/**
 * Where the archive is kept.
 *
 * @param folder of the files
 * @param largest how many bytes a file may have before the next one is begun; a new day begins one too
 */
public record AuditSettings(Path folder, long largest) {

    public AuditSettings {
        if (largest < 1) {
            throw new IllegalArgumentException("a file has room for at least one line, not " + largest + " bytes");
        }
    }

    /** Files of at most 64 MiB. */
    public static AuditSettings in(Path folder) {
        return new AuditSettings(folder, 64L << 20);
    }
}
