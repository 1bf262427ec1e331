package org.keyledger.gateway.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.Pins;

@DisplayName("What follows from an idempotency key")
class RequestKeyPinTest {

    private final InMemoryAtomicStore cells = new InMemoryAtomicStore();
    private String cell = "";

    @Test
    @DisplayName("is as in the approved file")
    void is_as_in_the_approved_file() {
        // given
        var service = new SecretKeySpec(new byte[32], "HmacSHA256");
        var body = "{\"label\":\"a\"}".getBytes(UTF_8);
        var attempt = new IdempotentRequest(
                IdempotentRequest.ANONYMOUS, "POST /auth/signup", Optional.of("a key of sixteen"), body);

        // when
        var key = new IdempotencyKeyMaterial(service, attempt, "a key of sixteen");
        var running = new InProgressRequests(new RecordingAtomicStore(), Duration.ofSeconds(30));
        running.acquire(key.commitKey()).close();

        // then
        var lines = new ArrayList<String>();
        lines.add("caller of nobody " + attempt.caller());
        lines.add("commit key " + key.commitKey());
        lines.add("mark of a body " + key.fingerprint(body));
        lines.add("mark of no body " + key.fingerprint(new byte[0]));
        lines.add("stored mark " + new IdempotencyFingerprint(1_789_000_000_000L, key.fingerprint(body)).text());
        lines.add("derived bytes for 'user' "
                + HexFormat.of().formatHex(key.randomSource().bytes("user", 16)));
        lines.add("cell while it runs " + cell.replace(key.commitKey(), "<commit key>"));
        Pins.check("request-key", "HMACs and derived bytes for a fixed key and request.", lines);
    }

    /** A store that records the key of the last acquired lease. */
    private final class RecordingAtomicStore implements AtomicStore {

        @Override
        public boolean acquireLease(String key, byte[] value, Duration lifetime) {
            cell = key;
            return cells.acquireLease(key, value, lifetime);
        }

        @Override
        public Optional<byte[]> get(String key) {
            return cells.get(key);
        }

        @Override
        public List<String> keys(String prefix, String after, int limit) {
            return cells.keys(prefix, after, limit);
        }

        @Override
        public byte[] putIfAbsent(String key, byte[] value, Durability durability) {
            return cells.putIfAbsent(key, value, durability);
        }

        @Override
        public boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
            return cells.compareAndSet(key, expected, value, durability);
        }

        @Override
        public boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
            return cells.renewLease(key, expected, value, lifetime);
        }

        @Override
        public boolean remove(String key, byte[] expected) {
            return cells.remove(key, expected);
        }

        @Override
        public long incrementAndGet(String key, Duration window) {
            return cells.incrementAndGet(key, window);
        }

        @Override
        public void close() {
            cells.close();
        }
    }
}
