package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.ledger.ForwardingViews;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.writebehind.WriteBehindViews;

/** Random histories with crashes at random times; each crash loses what is not flushed. */
@DisplayName("Read models written behind, after crashes")
@Timeout(120)
class WriteBehindCrashTest {

    private static final int STEPS = 60;

    private final Stores stores = Stores.inMemory();
    private final List<TestAccount> accounts = new ArrayList<>();
    private final List<ApiKeyCreated> keys = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void equal_rebuilt_ones(long seed) throws InterruptedException {
        var random = new Random(seed);
        var running = new Running(stores);
        for (var step = 0; step < STEPS; step++) {
            var position = record(random, running.node);
            if (random.nextInt(5) == 0) {
                running.node.awaitApplied(position);
            }
            if (random.nextInt(12) == 0) {
                running.crash();
                running = new Running(stores);
            }
        }
        running.node.awaitAllApplied();

        assertThat(running.node.differencesAfterRebuild()).isEmpty();
        running.stop();
        try (var reopened = QuerySideNode.over(stores)) {
            assertThat(reopened.models().nextPosition())
                    .isEqualTo(stores.ledger().nextPosition());
            assertThat(reopened.differencesAfterRebuild()).isEmpty();
        }
    }

    private long record(Random random, QuerySideNode node) {
        if (accounts.isEmpty() || random.nextInt(4) == 0) {
            accounts.add(TestAccount.of("user" + accounts.size(), stores));
            return node.record(accounts.get(accounts.size() - 1).signUp());
        }
        var account = accounts.get(random.nextInt(accounts.size()));
        return switch (random.nextInt(5)) {
            case 0 -> node.record(account.session(CredentialVersion.FIRST));
            case 1 ->
                node.record(
                        account.verificationRequest(new MailRequestId(new UUID(random.nextLong(), random.nextLong()))));
            case 2 -> keys.isEmpty() ? createKey(node, account) : revokeKey(node, random);
            default -> createKey(node, account);
        };
    }

    private long createKey(QuerySideNode node, TestAccount account) {
        var key = account.key("key" + stores.ledger().nextPosition().value());
        keys.add(key);
        return node.record(key);
    }

    private long revokeKey(QuerySideNode node, Random random) {
        return node.record(
                new ApiKeyRevoked(keys.remove(random.nextInt(keys.size())).key()));
    }

    /** A node with views written behind over the stored ones. */
    private static final class Running {

        private final CutOffViews stored;
        private final WriteBehindViews views;
        private final QuerySideNode node;

        private Running(Stores stores) {
            stored = new CutOffViews(stores.views());
            views = WriteBehindViews.over(stored);
            node = QuerySideNode.over(new Stores(stores.ledger(), stores.vault(), views, stores.clock()));
        }

        /** From now on nothing reaches the stored views. */
        private void crash() {
            stored.cutOff = true;
            stop();
        }

        private void stop() {
            node.close();
            try {
                views.close();
            } catch (StoreUnavailableException e) {
                assertThat(stored.cutOff).isTrue();
            }
        }
    }

    private static final class CutOffViews extends ForwardingViews {

        private volatile boolean cutOff;

        private CutOffViews(Views views) {
            super(views);
        }

        @Override
        public Batch begin(String projection, Optional<Checkpoint> from) {
            var batch = super.begin(projection, from);
            return new ForwardingBatch(batch) {
                @Override
                public void commit() {
                    if (cutOff) {
                        throw new StoreUnavailableException("the process has crashed", null);
                    }
                    super.commit();
                }
            };
        }
    }
}
