package org.keyledger.kernel.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A range of IP addresses, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32} (RFC 4632, RFC 4291); without a prefix
 * length, a single address.
 */
public final class CidrRange {

    /** The longest is an IPv4-mapped IPv6 address with its prefix length and some blanks. */
    private static final int MAX_TEXT_LENGTH = 64;

    private static final int IPV4_BITS = 32;

    /** RFC 4291, section 2.5.5.2: an IPv4 address follows after these bits of an IPv4-mapped IPv6 address. */
    private static final int MAPPED_PREFIX_BITS = 96;

    private final ClientAddress first;
    private final int prefixLength;

    private CidrRange(ClientAddress first, int prefixLength) {
        this.first = first;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads a range without a zone. The prefix length of an IPv4-mapped IPv6 address counts its 128 bits.
     *
     * @throws IllegalArgumentException unless the text is such a range and no bit after the prefix is set
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CidrRange parse(String text) {
        if (text.length() > MAX_TEXT_LENGTH || text.indexOf('%') >= 0) {
            throw toInvalidRangeException(text);
        }
        var slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var first = ClientAddress.parse(address.strip()).orElseThrow(() -> toInvalidRangeException(text));
        var maxLength = first.bytes().length * Byte.SIZE;
        var mappedLength = maxLength == IPV4_BITS && address.indexOf(':') >= 0 ? MAPPED_PREFIX_BITS : 0;
        var length =
                slash < 0 ? maxLength : parseLength(text.substring(slash + 1).strip(), text) - mappedLength;
        if (length < 0 || length > maxLength || !isZeroAfter(first.bytes(), length)) {
            throw toInvalidRangeException(text);
        }
        return new CidrRange(first, length);
    }

    public boolean contains(ClientAddress address) {
        var own = first.bytes();
        var other = address.bytes();
        if (own.length != other.length) {
            return false;
        }
        for (var bit = 0; bit < prefixLength; bit++) {
            if (isSet(own, bit) != isSet(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZeroAfter(byte[] bytes, int length) {
        for (var bit = length; bit < bytes.length * Byte.SIZE; bit++) {
            if (isSet(bytes, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
    }

    private static int parseLength(String digits, String text) {
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            throw toInvalidRangeException(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException toInvalidRangeException(String text) {
        return new IllegalArgumentException("must be an IP address or a CIDR range such as 192.0.2.0/24, was \""
                + text.substring(0, Math.min(text.length(), MAX_TEXT_LENGTH)) + "\"");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrRange range && first.equals(range.first) && prefixLength == range.prefixLength;
    }

    @Override
    public int hashCode() {
        return first.hashCode() * 31 + prefixLength;
    }

    @JsonValue
    @Override
    public String toString() {
        return first + "/" + prefixLength;
    }
}
