package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The inode numbers of files. A file that is replaced gets another number; SQLite writes to the same file as long as it
 * exists, also for {@code VACUUM}. The device is not part of it: its number changes with the order in which disks are
 * found or attached.
 */
final class Inodes {

    /** File systems that make up the numbers when they are mounted. */
    private static final Set<String> WITHOUT_INODES = Set.of("vfat", "msdos", "exfat", "fuseblk");

    private Inodes() {}

    /** Empty on file systems that do not keep inode numbers. */
    static Map<String, Long> of(Path directory, List<String> names) throws IOException {
        if (!hasInodes(Files.getFileStore(directory))) {
            return Map.of();
        }
        Map<String, Long> inodes = new TreeMap<>();
        for (String name : names) {
            inodes.put(name, ((Number) Files.getAttribute(directory.resolve(name), "unix:ino")).longValue());
        }
        return inodes;
    }

    private static boolean hasInodes(FileStore store) {
        String type = store.type().toLowerCase(Locale.ROOT);
        return store.supportsFileAttributeView("unix") && !WITHOUT_INODES.contains(type) && !type.startsWith("fuse.");
    }
}
