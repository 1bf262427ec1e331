package org.keyledger.gateway.blocklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The lines of a bundled file, found by binary search in the file's bytes. The first line is a header; the others are
 * sorted by their bytes.
 */
final class SortedLineFile {

    private final byte[] bytes;

    private SortedLineFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static SortedLineFile of(String file) {
        try (var in = Objects.requireNonNull(SortedLineFile.class.getResourceAsStream(file), file)) {
            var all = in.readAllBytes();
            return new SortedLineFile(Arrays.copyOfRange(all, endOfLine(all, 0) + 1, all.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contains(String line) {
        var key = line.getBytes(StandardCharsets.UTF_8);
        var low = 0;
        var high = bytes.length;
        while (low < high) {
            var begin = beginOfLine((low + high) >>> 1);
            var end = endOfLine(bytes, begin);
            var order = Arrays.compareUnsigned(bytes, begin, end, key, 0, key.length);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = end + 1;
            } else {
                high = begin;
            }
        }
        return false;
    }

    private int beginOfLine(int at) {
        var begin = at;
        while (begin > 0 && bytes[begin - 1] != '\n') {
            begin--;
        }
        return begin;
    }

    private static int endOfLine(byte[] bytes, int from) {
        var end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** All lines, for a check of their order. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
