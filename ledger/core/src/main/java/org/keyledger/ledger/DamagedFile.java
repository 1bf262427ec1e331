package org.keyledger.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Renames damaged files and folders, so that new ones can be written in their place and nothing is lost. */
public final class DamagedFile {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private DamagedFile() {}

    /**
     * Renames a file or folder to {@code <name>.damaged-<time>} in the same folder.
     *
     * @param now part of the new name, in UTC; a later second is used if the name exists
     * @return the new path
     */
    public static Path moveAside(Path file, Instant now) throws IOException {
        var time = now;
        Path aside = named(file, time);
        while (Files.exists(aside)) {
            time = time.plus(1, ChronoUnit.SECONDS);
            aside = named(file, time);
        }
        return Files.move(file, aside);
    }

    private static Path named(Path file, Instant time) {
        return file.resolveSibling(file.getFileName() + ".damaged-" + TIME.format(time));
    }
}
