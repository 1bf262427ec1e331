package org.keyledger.query;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.axon.EventSerialization;
import org.keyledger.ledger.axon.EventTypeRegistry;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.rollbackdetection.HeadRecorder;
import org.keyledger.ledger.rollbackdetection.HeadStore;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.keyledger.ledger.sqlite.SqliteStorage;

/**
 * Fills a data folder with count accounts of twenty events each, encrypted and hash-chained as the service does it;
 * hashes no passwords and writes no read models. Then reads all events back on one thread: decrypted, decoded and
 * verified against the hash chain. Not a test: {@code ./keyledger rebuild} is measured on its output.
 *
 * <p>If a number of keys is given, each account only signs up and creates that count keys; {@code keys.txt} in the
 * folder contains each key as its holder presents it.
 *
 * <pre>
 * ./mvnw -q -pl query-side -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java --enable-native-access=ALL-UNNAMED -cp query-side/target/test-classes:query-side/target/classes:$(cat query-side/target/classpath) \
 *     org.keyledger.query.LargeLedgerGenerator folder [accounts [keys]]
 * </pre>
 */
final class LargeLedgerGenerator {

    private static final int EVENTS_PER_ACCOUNT = 20;
    private static final int WRITERS = 32;
    private static final Set<String> PERSONAL = Set.of(
            RequestMetadata.ADDRESS, RequestMetadata.USER_AGENT, RequestMetadata.DEVICE, RequestMetadata.FINGERPRINT);

    private final Stores stores;
    private final LedgerAxonAdapter axon;

    private LargeLedgerGenerator(Stores stores, LedgerAxonAdapter axon) {
        this.stores = stores;
        this.axon = axon;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int accounts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000 / EVENTS_PER_ACCOUNT;
        MasterKey master = MasterKey.createIfAbsent(folder.resolve("master.key"), new SecureRandom());
        try (LedgerStorage home = SqliteStorage.open(folder, master, Clock.systemUTC(), new SecureRandom());
                HeadRecorder keeper = HeadRecorder.start(home.ledger(), witnesses(folder, home));
                LedgerAxonAdapter axon = new LedgerAxonAdapter(
                        home.ledger(),
                        home.vault(),
                        EventSerialization.of(new EventTypeRegistry(EventTypes.BY_NAME), PERSONAL)
                                .with(new UnwrappedFieldOrder()),
                        Clock.systemUTC(),
                        new SecureRandom())) {
            Stores stores = new Stores(home.ledger(), home.vault(), home.views(), Clock.systemUTC());
            LargeLedgerGenerator count = new LargeLedgerGenerator(stores, axon);
            if (arguments.length > 2) {
                int keys = Integer.parseInt(arguments[2]);
                count.fill(accounts, n -> count.signUp(n, keys));
                Files.write(folder.resolve("keys.txt"), numberedKeys(accounts * keys));
                Files.writeString(folder.resolve("accounts.txt"), Integer.toString(accounts));
            } else {
                count.fill(accounts, count::recordAccount);
            }
            count.replay();
        }
    }

    private void replay() throws InterruptedException {
        long events = stores.ledger().nextPosition().value();
        long began = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (BlockingStream<TrackedEventMessage<?>> stream = axon.eventStore().openStream(null)) {
            for (long i = 0; i < events; i++) {
                stream.nextAvailable().getPayload();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d events, read back in %.1f s, %.1f s of CPU%n",
                events,
                (System.nanoTime() - began) / 1e9,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9);
    }

    private static RollbackDetector witnesses(Path folder, LedgerStorage home) {
        return new RollbackDetector(
                List.of(
                        HeadStore.in(home.vault()),
                        HeadStore.in(home.atomicStore()),
                        HeadStore.in(folder.resolve("witness.json"))),
                List.of(),
                home.inodes());
    }

    private void fill(int accounts, IntConsumer history) throws InterruptedException, ExecutionException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> ends = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            ends.add(writers.submit(() -> {
                for (int n = next.getAndIncrement(); n < accounts; n = next.getAndIncrement()) {
                    history.accept(n);
                }
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        writers.shutdown();
    }

    /** Signs up, then starts sessions and creates keys, some of which end. */
    private void recordAccount(int n) {
        TestAccount account = TestAccount.of("person" + n, stores);
        MailRequestId request = new MailRequestId(TestAccount.timeOrderedId());
        AccountHistory history = new AccountHistory(account);
        history.record(account.signUp());
        history.record(account.verificationRequest(request), new EmailVerified(account.user(), request));
        SessionStarted first = account.session(CredentialVersion.FIRST);
        SessionStarted second = account.session(CredentialVersion.FIRST);
        history.record(first, refreshed(first, 2), refreshed(first, 3), refreshed(first, 4));
        history.record(second, refreshed(second, 2), refreshed(second, 3), refreshed(second, 4), refreshed(second, 5));
        ApiKeyCreated lost = account.key("kl" + n + "a");
        ApiKeyCreated old = account.key("kl" + n + "b");
        ApiKeyCreated young = account.key("kl" + n + "c", null, old.key());
        history.record(lost, old, young, new ApiKeyRotated(old.key(), young.key(), account.now()));
        history.record(new ApiKeyRevoked(lost.key()), new SessionEnded(first.session(), Reason.LOGGED_OUT));
    }

    private void signUp(int n, int keys) {
        TestAccount account = TestAccount.of("person" + n, stores);
        AccountHistory history = new AccountHistory(account);
        history.record(account.signUp());
        history.record(IntStream.range(0, keys)
                .mapToObj(i -> NumberedApiKey.of(n * keys + i))
                .map(key -> account.key(key.prefix(), key.digest()))
                .toArray());
    }

    private static List<String> numberedKeys(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> NumberedApiKey.of(n).text())
                .toList();
    }

    private static SessionRefreshed refreshed(SessionStarted session, int generation) {
        return new SessionRefreshed(
                session.session(),
                session.user(),
                generation,
                Digest.of("refresh" + generation),
                session.idleUntil().plus(Duration.ofHours(1)));
    }

    /** Records the commits of one account. */
    private final class AccountHistory {

        private final Map<String, Long> sequences = new HashMap<>();
        private final Map<String, ?> metadata;

        AccountHistory(TestAccount account) {
            metadata = Map.of(
                    RequestMetadata.ACTOR_USER,
                    account.user().toString(),
                    RequestMetadata.ADDRESS,
                    "192.0.2.17",
                    RequestMetadata.USER_AGENT,
                    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                    RequestMetadata.CORRELATION,
                    UUID.randomUUID().toString());
        }

        void record(Object... events) {
            axon.eventStore()
                    .publish(IntStream.range(0, events.length)
                            .mapToObj(i -> message(events[i]))
                            .toList());
        }

        private GenericDomainEventMessage<?> message(Object event) {
            String aggregate = TestAccount.aggregateIdOf(event);
            return new GenericDomainEventMessage<>(
                    "account",
                    aggregate,
                    sequences.merge(aggregate, 1L, Long::sum) - 1,
                    event,
                    metadata,
                    UUID.randomUUID().toString(),
                    stores.clock().instant());
        }
    }
}
