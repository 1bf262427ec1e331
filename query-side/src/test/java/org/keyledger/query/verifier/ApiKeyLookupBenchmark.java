package org.keyledger.query.verifier;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * Measures the verifier with many keys and random look-ups: nanoseconds of CPU per look-up, bytes of heap per key. Not
 * a test: run it with {@code -Xmx2g}.
 */
final class ApiKeyLookupBenchmark {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final int LOOK_UPS = 2_000_000;
    private static final int ROUNDS = 3;
    private static final int EACH = 10;

    private ApiKeyLookupBenchmark() {}

    public static void main(String[] arguments) {
        for (var keys = 1_000; keys <= 1_000_000; keys *= 10) {
            var before = used();
            var state = filled(keys);
            var usedBytes = used() - before;
            var nanos = 0.0;
            for (var round = 0; round < ROUNDS; round++) {
                nanos = nanosEach(state, keys);
            }
            System.out.printf(
                    Locale.ROOT, "%,d keys: %.0f ns per look-up, %,d bytes per key%n", keys, nanos, usedBytes / keys);
        }
    }

    private static double nanosEach(VerifierState state, int keys) {
        var random = new Random(7);
        var time = ManagementFactory.getThreadMXBean();
        var began = time.getCurrentThreadCpuTime();
        for (var i = 0; i < LOOK_UPS; i++) {
            var number = random.nextInt(keys);
            if (state.findApiKey(new KeyPrefix("kl_live_" + number), secret(number), NOW) == null) {
                throw new IllegalStateException("key not found: " + number);
            }
        }
        return (double) (time.getCurrentThreadCpuTime() - began) / LOOK_UPS;
    }

    private static VerifierState filled(int keys) {
        var state = new VerifierState();
        var tenant = new TenantId(UUID.randomUUID());
        var creator = new UserId(UUID.randomUUID());
        for (var number = 0; number < keys; number++) {
            if (number % EACH == 0) {
                tenant = new TenantId(UUID.randomUUID());
                creator = new UserId(UUID.randomUUID());
            }
            state.apply(List.of(recorded(created(number, tenant, creator))));
        }
        return state;
    }

    private static ApiKeyCreated created(int number, TenantId tenant, UserId creator) {
        return new ApiKeyCreated(
                new ApiKeyId(UUID.randomUUID()),
                tenant,
                creator,
                KeyOwner.of(creator),
                ApiKeyGrant.unlimited(Label.parse("label"), Environment.LIVE),
                new KeyPrefix("kl_live_" + number),
                "abcd",
                secret(number),
                null,
                CredentialVersion.FIRST);
    }

    private static Digest secret(int number) {
        return Digest.of("secret " + number);
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static TrackedEventMessage<?> recorded(Object event) {
        return new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(1), GenericEventMessage.asEventMessage(event));
    }
}
