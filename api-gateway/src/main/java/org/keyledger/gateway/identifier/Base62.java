package org.keyledger.gateway.identifier;

/** Digits, capitals, small letters; the alphabet's order is the order of the digits. */
final class Base62 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int REJECTION_BOUND = 256 / 62 * 62;

    private Base62() {}

    /** A text of so many characters, each equally likely: bytes that would favour the first ones are passed over. */
    static String text(RandomSource randomSource, String what, int length) {
        var text = new StringBuilder(length);
        for (var round = 0; text.length() < length; round++) {
            for (var b : randomSource.bytes(what + "/" + round, 2 * length)) {
                if (text.length() < length && (b & 0xff) < REJECTION_BOUND) {
                    text.append(ALPHABET.charAt((b & 0xff) % 62));
                }
            }
        }
        return text.toString();
    }

    /** The number in so many digits, zeros in front. */
    static String digits(long number, int length) {
        var text = new StringBuilder(length);
        for (var rest = number; text.length() < length; rest /= 62) {
            text.append(ALPHABET.charAt((int) (rest % 62)));
        }
        return text.reverse().toString();
    }
}
