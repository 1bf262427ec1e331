package org.keyledger.ledger.rollbackdetection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.Vault;

/** A witness to which {@link HeadRecorder} writes the head each second. */
public final class HeadStore implements HeadWitness {

    private static final String KEY = "witness";

    private final String name;
    private final boolean authoritative;
    private final boolean mustBeCurrent;
    private final Supplier<Optional<byte[]>> reader;
    private final Consumer<byte[]> writer;

    private HeadStore(
            String name,
            boolean authoritative,
            boolean mustBeCurrent,
            Supplier<Optional<byte[]>> reader,
            Consumer<byte[]> writer) {
        this.name = name;
        this.authoritative = authoritative;
        this.mustBeCurrent = mustBeCurrent;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * The head in the vault, wrapped by the master key: it cannot be forged without the key. An older vault lacks keys and
     * still has destroyed ones, so it must be current.
     */
    public static HeadStore in(Vault vault) {
        return new HeadStore("the vault", true, true, () -> vault.findSecret(KEY), head -> vault.putSecret(KEY, head));
    }

    /**
     * The head in the atomic store. It may be restored together with the ledger, so it is not authoritative. An older one
     * lacks claims, and an address could be claimed twice, so it must be current.
     */
    public static HeadStore in(AtomicStore store) {
        return new HeadStore("the atomic store", false, true, () -> store.get(KEY), head -> {
            byte[] current = store.putIfAbsent(KEY, head, Durability.DURABLE);
            // if another process writes at the same time, either value is valid; the next write follows after 1 s
            store.compareAndSet(KEY, current, head, Durability.DURABLE);
        });
    }

    /** The head in a file, preferably on another disk than the ledger: one line of JSON, replaced atomically. */
    public static HeadStore in(Path file) {
        return new HeadStore(file.toString(), true, false, () -> readFile(file), head -> replaceFile(file, head));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAuthoritative() {
        return authoritative;
    }

    @Override
    public boolean mustBeCurrent() {
        return mustBeCurrent;
    }

    @Override
    public Optional<KnownHead> read() {
        return reader.get().map(KnownHead::fromJson);
    }

    /** @throws RuntimeException if the head is not durable */
    public void write(KnownHead head) {
        writer.accept(head.toJson());
    }

    private static Optional<byte[]> readFile(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel openForOwner(Path file) throws IOException {
        OwnerOnlyFiles.createFile(file);
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void replaceFile(Path file, byte[] content) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = openForOwner(temporary)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
