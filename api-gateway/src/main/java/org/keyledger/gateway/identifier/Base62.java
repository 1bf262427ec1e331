package org.keyledger.gateway.identifier;

/** Base62 with the alphabet {@code 0-9A-Za-z}, in the order of the digits' values. */
final class Base62 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int REJECTION_BOUND = 256 / 62 * 62;

    private Base62() {}

    /**
     * A random text in which all characters are equally likely: bytes that would favour the first characters are
     * skipped.
     *
     * @param label what the text is for, see {@link RandomSource#bytes}
     */
    static String text(RandomSource randomSource, String label, int length) {
        var text = new StringBuilder(length);
        for (var round = 0; text.length() < length; round++) {
            for (var b : randomSource.bytes(label + "/" + round, 2 * length)) {
                if (text.length() < length && (b & 0xff) < REJECTION_BOUND) {
                    text.append(ALPHABET.charAt((b & 0xff) % 62));
                }
            }
        }
        return text.toString();
    }

    /** The lowest digits of a number, padded with leading zeros. */
    static String digits(long number, int length) {
        var text = new StringBuilder(length);
        for (var rest = number; text.length() < length; rest /= 62) {
            text.append(ALPHABET.charAt((int) (rest % 62)));
        }
        return text.reverse().toString();
    }
}
