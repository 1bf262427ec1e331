package org.keyledger.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Creates files and folders that only their owner can read and write: modes 0600 and 0700, whatever the umask is. */
public final class OwnerOnlyFiles {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnlyFiles() {}

    /** Creates an empty file; does nothing if the file exists. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(FILE));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    /** Creates a folder and those above it that do not exist. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(FOLDER));
    }

    /**
     * Removes the permissions of group and others from this folder and everything in it. Links are not followed.
     *
     * @return how many files and folders had such permissions
     */
    public static int repair(Path folder) throws IOException {
        if (!isPosix()) {
            return 0;
        }
        int repaired = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.filter(it -> !Files.isSymbolicLink(it))::iterator) {
                repaired += removeOthers(path) ? 1 : 0;
            }
        }
        return repaired;
    }

    private static boolean removeOthers(Path path) throws IOException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> own = EnumSet.noneOf(PosixFilePermission.class);
        found.stream().filter(FOLDER::contains).forEach(own::add);
        if (own.size() == found.size()) {
            return false;
        }
        Files.setPosixFilePermissions(path, own);
        return true;
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
