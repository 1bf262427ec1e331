package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of the committed frames of a write-ahead log (SQLite file format, section 4).
 *
 * @param generation the salts of its header, changed whenever SQLite restarts the WAL
 * @param length in bytes, up to the end of the last committed frame
 */
record WalFile(long generation, int length) {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int BIG_ENDIAN_CHECKSUMS = 1;

    static WalFile of(Path file) throws IOException {
        return of(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    }

    static WalFile of(byte[] log) {
        if (log.length < HEADER) {
            return new WalFile(0, 0);
        }
        ByteBuffer bytes = ByteBuffer.wrap(log);
        ByteOrder order =
                (bytes.getInt(0) & BIG_ENDIAN_CHECKSUMS) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int page = bytes.getInt(8);
        long salts = bytes.getLong(16);
        int[] sum = checksum(new int[2], bytes, order, 0, FRAME_HEADER);
        int committed = HEADER;
        for (int at = HEADER; at + FRAME_HEADER + page <= log.length; at += FRAME_HEADER + page) {
            sum = checksum(sum, bytes, order, at, 8);
            sum = checksum(sum, bytes, order, at + FRAME_HEADER, page);
            boolean valid = bytes.getLong(at + 8) == salts
                    && bytes.getInt(at + 16) == sum[0]
                    && bytes.getInt(at + 20) == sum[1];
            if (!valid) {
                break;
            }
            if (bytes.getInt(at + 4) != 0) {
                committed = at + FRAME_HEADER + page;
            }
        }
        return new WalFile(salts, committed);
    }

    private static int[] checksum(int[] from, ByteBuffer bytes, ByteOrder order, int at, int length) {
        int first = from[0];
        int second = from[1];
        ByteBuffer words = bytes.duplicate().order(order);
        for (int word = at; word < at + length; word += 8) {
            first += words.getInt(word) + second;
            second += words.getInt(word + 4) + first;
        }
        return new int[] {first, second};
    }
}
