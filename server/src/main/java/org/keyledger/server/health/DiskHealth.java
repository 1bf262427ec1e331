package org.keyledger.server.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyledger.server.health.HealthReport.Part;

/** Free space of the disk with the data folder. */
final class DiskHealth {

    private static final long MIN_FREE_MEBIBYTES = 256;
    private static final long BYTES_PER_MEBIBYTE = 1024L * 1024;

    private final Path data;

    DiskHealth(Path data) {
        this.data = data;
    }

    Part part() {
        try {
            return of(Files.getFileStore(data).getUsableSpace());
        } catch (IOException e) {
            return Part.degraded("free space unknown");
        }
    }

    static Part of(long usableBytes) {
        var free = usableBytes / BYTES_PER_MEBIBYTE;
        return free < MIN_FREE_MEBIBYTES ? Part.degraded("only " + free + " MiB free") : Part.up(free + " MiB free");
    }
}
