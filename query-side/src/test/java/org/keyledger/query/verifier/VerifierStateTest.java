package org.keyledger.query.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.query.records.RecordArray;
import org.keyledger.query.records.SlotIndex;

@DisplayName("Holding many API keys in memory under concurrent reads")
class VerifierStateTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Digest SECRET = Digest.of("secret");

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final UserId creator = new UserId(UUID.randomUUID());

    @Test
    void finds_exactly_the_present_records_after_any_changes() {
        var records = new RecordArray(17);
        var index = new SlotIndex(records, 1, -1);
        var expected = new HashMap<Integer, Integer>();
        var random = new Random(7);
        for (var round = 0; round < 200_000; round++) {
            var number = random.nextInt(2_000) * 64;
            var slot = expected.get(number);
            if (slot != null) {
                index.remove(slot);
                records.release(slot);
                expected.remove(number);
            } else {
                var added = records.allocate();
                records.putByte(added, 0, 1);
                records.putUuid(added, 1, new UUID(number, 0));
                index.add(added);
                expected.put(number, added);
            }
        }

        assertThat(index.size()).isEqualTo(expected.size()).isEqualTo(records.size());
        assertThat(IntStream.range(0, 2_000 * 64)
                        .allMatch(
                                number -> index.find(number, 0) == expected.getOrDefault(number, SlotIndex.NOT_FOUND)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "1970-01-01T00:00:00.000000001Z",
                "2026-03-04T05:06:07.123456789Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void stores_times_to_the_nanosecond(Instant time) {
        var records = new RecordArray(RecordArray.INSTANT_BYTES);
        var slot = records.allocate();
        records.putInstant(slot, 0, time);

        assertThat(records.getInstant(slot, 0)).isEqualTo(time);
    }

    @Test
    void overwrites_a_removed_record() {
        var records = new RecordArray(17);
        var slot = records.allocate();
        records.putUuid(slot, 1, UUID.randomUUID());
        records.release(slot);

        assertThat(records.getUuid(slot, 1)).isEqualTo(new UUID(0, 0));
        assertThat(records.allocate()).isEqualTo(slot);
    }

    @Test
    void finds_a_key_by_exactly_its_prefix() {
        var state = new VerifierState();
        var prefixes = List.of(
                "",
                "a",
                "kl_live_abc",
                "kl_test_abc",
                "kl_live_0123456789ab",
                "kl_live_1123456789ab",
                "one",
                "\u00e9",
                "kl_live_x0123456789ab",
                "kl_\u00e9_0123456789ab",
                "kl_live_012345\u00e9789ab",
                "_");
        prefixes.forEach(prefix -> state.apply(List.of(recorded(created(new KeyPrefix(prefix))))));

        assertThat(prefixes).allMatch(prefix -> state.findApiKey(new KeyPrefix(prefix), SECRET, NOW) != null);
        assertThat(List.of(
                        "b", "kl_live_abcd", "kl_live_ab", "kl_live_0123456789ac", "x_live_0123456789ab", "kl_live_"))
                .allMatch(prefix -> state.findApiKey(new KeyPrefix(prefix), SECRET, NOW) == null);
    }

    @Test
    void allocates_little_memory_per_lookup_at_any_size() {
        var few = filled(100);
        var many = filled(200_000);
        var prefixes = IntStream.range(0, 100).mapToObj(this::prefix).toList();

        allocated(few, prefixes);
        allocated(many, prefixes);

        assertThat(allocated(few, prefixes)).isLessThan(200);
        assertThat(allocated(many, prefixes)).isLessThan(200);
    }

    private static long allocated(VerifierState state, Iterable<KeyPrefix> prefixes) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var rounds = 1_000;
        var before = thread.getCurrentThreadAllocatedBytes();
        var lookUps = 0;
        for (var round = 0; round < rounds; round++) {
            for (var prefix : prefixes) {
                lookUps += state.findApiKey(prefix, SECRET, NOW) == null ? 0 : 1;
            }
        }
        return (thread.getCurrentThreadAllocatedBytes() - before) / lookUps;
    }

    @Test
    void returns_correct_results_during_concurrent_changes() throws Exception {
        var state = filled(1_000);
        var going = new AtomicBoolean(true);
        var readers = Executors.newFixedThreadPool(2);
        var wrong = IntStream.range(0, 2)
                .mapToObj(reader -> readers.submit(() -> {
                    var missed = 0;
                    while (going.get()) {
                        for (var i = 0; i < 1_000; i++) {
                            missed += state.findApiKey(prefix(i), SECRET, NOW) == null ? 1 : 0;
                        }
                    }
                    return missed;
                }))
                .toList();
        for (var round = 0; round < 20_000; round++) {
            var passing = created(1_000 + round);
            state.apply(List.of(recorded(passing)));
            state.apply(List.of(recorded(new ApiKeyRevoked(passing.key()))));
        }
        going.set(false);
        for (var reader : wrong) {
            assertThat(reader.get(20, TimeUnit.SECONDS)).isZero();
        }
        readers.shutdown();
    }

    private VerifierState filled(int keys) {
        var state = new VerifierState();
        state.apply(IntStream.range(0, keys)
                .<TrackedEventMessage<?>>mapToObj(i -> recorded(created(i)))
                .toList());
        return state;
    }

    private ApiKeyCreated created(int number) {
        return created(prefix(number));
    }

    private ApiKeyCreated created(KeyPrefix prefix) {
        return new ApiKeyCreated(
                new ApiKeyId(UUID.randomUUID()),
                tenant,
                creator,
                KeyOwner.of(creator),
                ApiKeyGrant.unlimited(Label.parse("label"), Environment.LIVE),
                prefix,
                "abcd",
                SECRET,
                null,
                CredentialVersion.FIRST);
    }

    private KeyPrefix prefix(int number) {
        return new KeyPrefix("kl_live_" + number);
    }

    private static TrackedEventMessage<?> recorded(Object event) {
        return new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(1), GenericEventMessage.asEventMessage(event));
    }
}
