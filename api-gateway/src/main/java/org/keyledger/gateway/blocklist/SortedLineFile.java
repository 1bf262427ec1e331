package org.keyledger.gateway.blocklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** The lines of a bundled file, sorted by byte behind a first line that says what it is; searched where they lie. */
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
        var wanted = line.getBytes(StandardCharsets.UTF_8);
        var low = 0;
        var high = bytes.length;
        while (low < high) {
            var begin = beginOfLine((low + high) >>> 1);
            var end = endOfLine(bytes, begin);
            var order = Arrays.compareUnsigned(bytes, begin, end, wanted, 0, wanted.length);
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

    /** All of them, for whoever looks whether they are in order. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
