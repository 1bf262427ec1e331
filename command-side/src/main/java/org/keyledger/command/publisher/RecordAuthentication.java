package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.keyledger.kernel.crypto.RecordMac;

/** Adds the MAC to records and verifies it: whatever is read from a topic may have been written by others. */
final class RecordAuthentication {

    private final RecordMac mac;

    RecordAuthentication(RecordMac mac) {
        this.mac = mac;
    }

    /** Adds the MAC of a complete record and returns the record. */
    ProducerRecord<String, byte[]> sign(ProducerRecord<String, byte[]> record) {
        var headers = byName(record.headers()).orElseThrow();
        var value = mac.compute(record.topic(), record.key(), headers, record.value());
        record.headers().add(RecordMac.HEADER, value.getBytes(UTF_8));
        return record;
    }

    /** Whether this service has written the record. */
    boolean verify(ConsumerRecord<String, byte[]> record) {
        return record.key() != null
                && record.value() != null
                && byName(record.headers())
                        .filter(headers -> mac.verify(record.topic(), record.key(), headers, record.value()))
                        .isPresent();
    }

    /** Empty if a name occurs twice. */
    static Optional<Map<String, String>> byName(Headers headers) {
        var values = new HashMap<String, String>();
        for (var header : headers) {
            var value = header.value() == null ? "" : new String(header.value(), UTF_8);
            if (values.put(header.key(), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
