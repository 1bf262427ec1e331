package org.keyledger.query.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.keyledger.query.verifier.SnapshotFile.Section;

/**
 * Collects the entries of a snapshot in blocks of one section each. An entry is never divided: a block has at most 64 KB
 * unless its only entry is larger. In memory only, so that it can be used under a lock.
 */
final class SnapshotBlocks {

    static final int MAX_BLOCK_BYTES = 64 * 1024 - SnapshotCipher.OVERHEAD_BYTES;

    private final Map<Section, ByteArrayOutputStream> open = new EnumMap<>(Section.class);
    private final Deque<Block> full = new ArrayDeque<>();

    private record Block(Section section, byte[] content) {}

    /** Adds an entry of a section whose entries have the same size. */
    void add(Section section, byte[] array, int from, int length) {
        opened(section, length).write(array, from, length);
    }

    void add(Section section, ByteBuffer entry) {
        add(section, entry.array(), 0, entry.position());
    }

    /** Adds an entry of a section whose entries have different sizes, after its size. */
    void addSized(Section section, byte[] head, byte[] entry) {
        var size = ByteBuffer.allocate(Integer.BYTES).putInt(head.length + entry.length);
        var block = opened(section, Integer.BYTES + head.length + entry.length);
        block.writeBytes(size.array());
        block.writeBytes(head);
        block.writeBytes(entry);
    }

    private ByteArrayOutputStream opened(Section section, int length) {
        var block = open.computeIfAbsent(section, it -> new ByteArrayOutputStream());
        if (block.size() > 0 && block.size() + length > MAX_BLOCK_BYTES) {
            full.add(new Block(section, block.toByteArray()));
            block.reset();
        }
        return block;
    }

    /** Passes the blocks that get no more entries. */
    void takeFull(BiConsumer<Section, byte[]> consumer) {
        for (var block = full.poll(); block != null; block = full.poll()) {
            consumer.accept(block.section(), block.content());
        }
    }

    /** Passes the remaining blocks, in the order of their sections. */
    void takeAll(BiConsumer<Section, byte[]> consumer) {
        takeFull(consumer);
        open.forEach((section, block) -> {
            if (block.size() > 0) {
                consumer.accept(section, block.toByteArray());
            }
        });
        open.clear();
    }
}
