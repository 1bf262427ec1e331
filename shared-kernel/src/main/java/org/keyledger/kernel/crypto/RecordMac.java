package org.keyledger.kernel.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/**
 * Authentication of Kafka records: the header {@value #HEADER} is an HMAC-SHA-256 in lower-case hex over topic, key, the
 * other headers whose names begin with {@code ce_} in the order of their names, and body. Each part follows its length
 * as four bytes, so that no two records have the same input. Other headers are not covered.
 */
public final class RecordMac {

    /** The header that holds the MAC. */
    public static final String HEADER = "ce_mac";

    private static final String COVERED_PREFIX = "ce_";

    private final SecretKey key;

    /** @param key the HMAC key for records of this service */
    public RecordMac(SecretKey key) {
        this.key = key;
    }

    /** The value of the header for this record. */
    public String compute(String topic, String recordKey, Map<String, String> headers, byte[] body) {
        var parts = new ArrayList<byte[]>();
        add(parts, topic.getBytes(UTF_8));
        add(parts, recordKey.getBytes(UTF_8));
        new TreeMap<>(headers).forEach((name, value) -> {
            if (name.startsWith(COVERED_PREFIX) && !name.equals(HEADER)) {
                add(parts, name.getBytes(UTF_8));
                add(parts, value.getBytes(UTF_8));
            }
        });
        add(parts, body);
        return HexFormat.of().formatHex(Hmac.sha256(key, parts.toArray(byte[][]::new)));
    }

    /** Whether the record has the header and its value is right. */
    public boolean verify(String topic, String recordKey, Map<String, String> headers, byte[] body) {
        var mac = headers.get(HEADER);
        return mac != null
                && MessageDigest.isEqual(
                        mac.getBytes(UTF_8),
                        compute(topic, recordKey, headers, body).getBytes(UTF_8));
    }

    private static void add(List<byte[]> parts, byte[] part) {
        parts.add(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        parts.add(part);
    }
}
