package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.StorageOpenException;

/** Locked while a storage is open, so that no second process writes to its directory. */
final class LockFile implements AutoCloseable {

    /** The lock files of this process. Closing a second channel to a file would release the lock of the first. */
    private static final Set<Path> LOCKED_FILES = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws StorageOpenException if another process, or this one, holds the lock */
    static LockFile acquire(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve("lock");
        if (!LOCKED_FILES.add(file)) {
            throw new StorageOpenException(directory + " is already open in this process: close it first");
        }
        OwnerOnlyFiles.createFile(file);
        FileChannel channel = FileChannel.open(file, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new StorageOpenException("another Keyledger (process " + holder(channel) + ") uses " + directory
                        + ": stop it, or set another data directory");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
            return new LockFile(file, channel);
        } catch (IOException | StorageOpenException e) {
            channel.close();
            LOCKED_FILES.remove(file);
            throw e;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), US_ASCII);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot release the lock of " + file, e);
        } finally {
            LOCKED_FILES.remove(file);
        }
    }
}
