package org.keyledger.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

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
     * Removes the permissions of group and others from this folder and everything in it. Links are not followed; files
     * that are deleted meanwhile are skipped.
     *
     * @return how many files and folders had such permissions
     */
    public static int repair(Path folder) throws IOException {
        Repair repair = new Repair();
        if (isPosix()) {
            Files.walkFileTree(folder, repair);
        }
        return repair.repaired;
    }

    private static final class Repair extends SimpleFileVisitor<Path> {

        private int repaired;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            return repair(folder);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : repair(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private FileVisitResult repair(Path path) throws IOException {
            try {
                Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
                Set<PosixFilePermission> own = EnumSet.noneOf(PosixFilePermission.class);
                found.stream().filter(FOLDER::contains).forEach(own::add);
                if (own.size() < found.size()) {
                    Files.setPosixFilePermissions(path, own);
                    repaired++;
                }
            } catch (NoSuchFileException e) {
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }
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
