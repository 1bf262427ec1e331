package org.keyledger.query.verifier;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.OwnerOnlyFiles;

/** An open snapshot: its header, then blocks. A block is its section, its length, and what {@link SnapshotCipher} makes. */
final class SnapshotFile implements Closeable {

    private static final int PREFIX_BYTES = 1 + Integer.BYTES;
    /** No entry has more bytes. */
    private static final int MAX_LENGTH = 16 * 1024 * 1024;

    private final FileChannel channel;
    private final SnapshotHeader header;
    private final SnapshotCipher cipher;
    private long offset = SnapshotHeader.BYTES;
    private int number;

    /**
     * What the entries of a block are. The ordinal is stored, so {@link SnapshotHeader#LAYOUT} changes with the order.
     * Entries refer to keys by id and to principals by number: the entry of a principal has the number of its place.
     */
    enum Section {
        KEYS,
        /** Key id, JSON of its restricted access. */
        RESTRICTIONS,
        /** Key id, PEM of its public key. */
        PUBLIC_KEYS,
        /** Key id, position of its confirmation. */
        CONFIRMATIONS,
        SESSIONS,
        PRINCIPALS,
        /** Number of a user, id of the session that the last change of credential kept. */
        KEPT_SESSIONS,
        /** Number of a tenant, position of its confirmation. */
        CONFIRMED_TENANTS,
        /** Beginning of prefixes of keys, in the order of their numbers. */
        PREFIX_BEGINNINGS,
        /** Scopes separated by spaces, in the order of their numbers. */
        SCOPES,
        /** The one entry of the last block: position at which all sessions ended, position at which keys were suspended. */
        END;

        private static final Section[] ALL = values();

        /** @throws InvalidSnapshotException if there is no such section */
        static Section of(int ordinal) {
            if (ordinal < 0 || ordinal >= ALL.length) {
                throw new InvalidSnapshotException("it has a block of an unknown kind");
            }
            return ALL[ordinal];
        }
    }

    /** The verifier's snapshot cannot be used; the message completes the sentence "not used because". */
    static final class InvalidSnapshotException extends RuntimeException {

        private static final long serialVersionUID = 1;

        InvalidSnapshotException(String reason) {
            super(reason);
        }

        InvalidSnapshotException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** A block where it is in the file; its content is decrypted by {@link #decrypt}. */
    record Block(Section section, int number, long offset, int length) {}

    private SnapshotFile(FileChannel channel, SnapshotHeader header, SnapshotCipher cipher) {
        this.channel = channel;
        this.header = header;
        this.cipher = cipher;
    }

    /** Creates a file that only its owner can read, or replaces its content. */
    static SnapshotFile create(Path file, SnapshotHeader header, SecretKey serviceKey, SecureRandom random)
            throws IOException {
        OwnerOnlyFiles.createFile(file);
        var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        var snapshot = new SnapshotFile(channel, header, new SnapshotCipher(serviceKey, header, random));
        snapshot.write(ByteBuffer.wrap(header.encode()), 0);
        return snapshot;
    }

    /** @throws InvalidSnapshotException if the file has another format */
    static SnapshotFile open(Path file, SecretKey serviceKey, SecureRandom random) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var encoded = new byte[SnapshotHeader.BYTES];
            var read = channel.read(ByteBuffer.wrap(encoded), 0);
            var header = SnapshotHeader.decode(Arrays.copyOf(encoded, Math.max(0, read)));
            return new SnapshotFile(channel, header, new SnapshotCipher(serviceKey, header, random));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    SnapshotHeader header() {
        return header;
    }

    void append(Section section, byte[] content) throws IOException {
        var length = content.length + SnapshotCipher.OVERHEAD_BYTES;
        write(new Block(section, number, offset, length), content);
        offset += PREFIX_BYTES + length;
        number++;
    }

    /** Replaces the content of a block by one of the same length. */
    void write(Block block, byte[] content) throws IOException {
        var encrypted = cipher.encrypt(block.number(), block.section(), content);
        var bytes = ByteBuffer.allocate(PREFIX_BYTES + block.length())
                .put((byte) block.section().ordinal())
                .putInt(block.length())
                .put(encrypted);
        write(bytes.flip(), block.offset());
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        var at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /**
     * The block after this one.
     *
     * @param block null for the first one
     * @return null after the last one
     * @throws InvalidSnapshotException if the file is incomplete or continues after its end
     */
    @Nullable
    Block next(@Nullable Block block) throws IOException {
        var from = block == null ? SnapshotHeader.BYTES : block.offset() + PREFIX_BYTES + block.length();
        if (block != null && block.section() == Section.END) {
            if (from != channel.size()) {
                throw new InvalidSnapshotException("it continues after its end");
            }
            return null;
        }
        var prefix = ByteBuffer.wrap(read(from, PREFIX_BYTES));
        var section = Section.of(prefix.get());
        var length = prefix.getInt();
        if (length < SnapshotCipher.OVERHEAD_BYTES || length > MAX_LENGTH) {
            throw new InvalidSnapshotException("a block has the length " + length);
        }
        return new Block(section, block == null ? 0 : block.number() + 1, from, length);
    }

    /** @throws InvalidSnapshotException if the block was altered */
    byte[] decrypt(Block block) throws IOException {
        return cipher.decrypt(block.number(), block.section(), read(block.offset() + PREFIX_BYTES, block.length()));
    }

    private byte[] read(long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new InvalidSnapshotException("it is incomplete");
            }
        }
        return bytes.array();
    }

    /** Returns when everything written is on the disk. */
    void force() throws IOException {
        channel.force(true);
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
