package org.keyledger.kernel.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
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

    /** Never updated: each record is authenticated by a copy, which takes less time than a new one. */
    private final Mac template;

    private final SecretKey key;

    /** @param key the HMAC key for records of this service */
    public RecordMac(SecretKey key) {
        this.key = key;
        this.template = Hmac.newSha256(key);
    }

    /** The value of the header for this record. */
    public String compute(String topic, String recordKey, Map<String, String> headers, byte[] body) {
        var mac = newMac();
        update(mac, topic.getBytes(UTF_8));
        update(mac, recordKey.getBytes(UTF_8));
        for (var header : covered(headers)) {
            update(mac, header.getKey().getBytes(UTF_8));
            update(mac, header.getValue().getBytes(UTF_8));
        }
        update(mac, body);
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private Mac newMac() {
        try {
            return (Mac) template.clone();
        } catch (CloneNotSupportedException e) {
            return Hmac.newSha256(key); // providers may or may not support copies
        }
    }

    private static List<Map.Entry<String, String>> covered(Map<String, String> headers) {
        var covered = new ArrayList<Map.Entry<String, String>>(headers.size());
        for (var header : headers.entrySet()) {
            if (header.getKey().startsWith(COVERED_PREFIX) && !header.getKey().equals(HEADER)) {
                covered.add(header);
            }
        }
        covered.sort(Map.Entry.comparingByKey());
        return covered;
    }

    /** Whether the record has the header and its value is right. */
    public boolean verify(String topic, String recordKey, Map<String, String> headers, byte[] body) {
        var mac = headers.get(HEADER);
        return mac != null
                && MessageDigest.isEqual(
                        mac.getBytes(UTF_8),
                        compute(topic, recordKey, headers, body).getBytes(UTF_8));
    }

    private static void update(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
    }
}
