package org.keyledger.gateway.requesthead;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Decodes percent-encoded UTF-8 (RFC 3986, section 2.1). Unlike {@code URLDecoder} it replaces nothing. */
public final class PercentEncoding {

    private static final int ESCAPE_LENGTH = 3;
    private static final int HEX = 16;

    private PercentEncoding() {}

    /** @throws IllegalArgumentException if an escape is malformed or the decoded bytes are not UTF-8 */
    public static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        var source = encoded.getBytes(UTF_8);
        var bytes = new ByteArrayOutputStream(source.length);
        for (var i = 0; i < source.length; i++) {
            if (source[i] == '%') {
                bytes.write(escaped(source, i));
                i += ESCAPE_LENGTH - 1;
            } else {
                bytes.write(source[i]);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must be UTF-8", e);
        }
    }

    /**
     * As {@link #decode}, and {@code +} is a space ({@code application/x-www-form-urlencoded}).
     *
     * @throws IllegalArgumentException as {@link #decode} does
     */
    public static String decodeForm(String encoded) {
        return decode(encoded.replace('+', ' '));
    }

    private static int escaped(byte[] source, int index) {
        if (index + ESCAPE_LENGTH > source.length) {
            throw new IllegalArgumentException("must have two hex digits after %");
        }
        var high = Character.digit((char) source[index + 1], HEX);
        var low = Character.digit((char) source[index + 2], HEX);
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("must have two hex digits after %");
        }
        return high * HEX + low;
    }
}
