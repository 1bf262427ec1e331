package org.keyledger.query.verifier;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.encryption.LedgerJson;
import org.keyledger.query.FixedServiceKeys;

/**
 * Measures heap, writing and loading of a million keys and as many sessions of 100,000 users. Not a test: run it with
 * {@code -Xmx1500m}. The first load is that of a start.
 */
final class SnapshotBenchmark {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final int COUNT = 1_000_000;
    private static final int EACH = 10;

    private SnapshotBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        var path = Path.of(arguments.length > 0 ? arguments[0] : "verifier.snapshot");
        if (!Files.exists(path)) {
            write(path);
        }
        for (var round = 0; round < 4; round++) {
            load(path);
        }
    }

    private static void write(Path path) throws IOException {
        var before = used();
        var state = new VerifierState();
        for (var number = 0; number < COUNT; number += EACH) {
            addKeys(state, number);
        }
        var keys = used();
        System.out.printf(Locale.ROOT, "%,d bytes per key%n", (keys - before) / COUNT);
        for (var number = 0; number < COUNT; number += EACH) {
            addSessions(state);
        }
        System.out.printf(Locale.ROOT, "%,d bytes per session%n", (used() - keys) / COUNT);
        var header = new SnapshotHeader(
                new LedgerIdentity(UUID.randomUUID(), 0),
                1,
                Hash.of(new byte[Hash.LENGTH]),
                new byte[SnapshotHeader.SALT_BYTES],
                COUNT,
                COUNT,
                COUNT / EACH);
        var started = cpuNanos();
        try (var file = SnapshotFile.create(path, header, key(), new SecureRandom())) {
            new SnapshotWriter(state, LedgerJson.mapper(List.of())).writeTo(file);
            file.force();
            print("written", started, file.size());
        }
    }

    private static void load(Path path) throws IOException {
        var started = cpuNanos();
        try (var file = SnapshotFile.open(path, key(), new SecureRandom())) {
            new SnapshotReader(LedgerJson.mapper(List.of()), NOW).read(file);
            print("loaded", started, file.size());
        }
    }

    private static void print(String what, long started, long bytes) {
        System.out.printf(
                Locale.ROOT,
                "%s %,d bytes in %,d ms of CPU%n",
                what,
                bytes,
                Duration.ofNanos(cpuNanos() - started).toMillis());
    }

    /** Of this thread, because the machine may have other load. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void addKeys(VerifierState state, int first) {
        var tenant = new TenantId(UUID.randomUUID());
        var creator = new UserId(UUID.randomUUID());
        for (var number = first; number < first + EACH; number++) {
            state.apply(List.of(recorded(new ApiKeyCreated(
                    new ApiKeyId(UUID.randomUUID()),
                    tenant,
                    creator,
                    KeyOwner.of(creator),
                    ApiKeyGrant.unlimited(Label.parse("label"), Environment.LIVE),
                    new KeyPrefix("kl_live_" + number),
                    "abcd",
                    Digest.of("secret " + number),
                    null,
                    CredentialVersion.FIRST))));
        }
    }

    private static void addSessions(VerifierState state) {
        var user = new UserId(UUID.randomUUID());
        var tenant = new TenantId(UUID.randomUUID());
        var kept = new SessionId(UUID.randomUUID());
        state.apply(List.of(recorded(new OtherSessionsEnded(user, CredentialVersion.FIRST, kept))));
        for (var number = 0; number < EACH; number++) {
            state.apply(List.of(recorded(new SessionStarted(
                    number == 0 ? kept : new SessionId(UUID.randomUUID()),
                    user,
                    tenant,
                    CredentialVersion.FIRST,
                    Digest.of("refresh"),
                    false,
                    NOW.plusSeconds(1_000),
                    NOW.plusSeconds(9_000),
                    Authentication.byPassword(NOW)))));
        }
    }

    private static SecretKey key() {
        return new FixedServiceKeys().key(Purpose.VERIFIER_SNAPSHOT);
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
