package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.axonframework.common.transaction.NoTransactionManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.InMemoryAtomicStore;

@DisplayName("Tokens in the atomic store")
class AtomicTokenStoreTest extends TokenStoreContract {

    private static final ClaimOwner NODE = ClaimOwner.named("here", Clock.systemUTC());

    private final AtomicStore store = new InMemoryAtomicStore();

    @Override
    TransactionalTokenStore stored(ClaimOwner node) {
        return new TransactionalTokenStore(new AtomicTokenStore(store, node), NoTransactionManager.INSTANCE);
    }

    @Test
    void has_one_segment_only() {
        assertThatThrownBy(() -> new AtomicTokenStore(store, NODE).initializeTokenSegments("another", 2, at(3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void begins_again_after_its_entries_were_deleted() {
        AtomicTokenStore tokens = new AtomicTokenStore(store, NODE);
        AtomicTokenStore.deleteTokens(PROCESSOR, store);

        assertThat(tokens.fetchSegments(PROCESSOR)).isEmpty();
        assertThat(tokens.fetchAvailableSegments(PROCESSOR)).isEmpty();
        tokens.initializeTokenSegments(PROCESSOR, 1, at(3));
        assertThat(tokens.fetchToken(PROCESSOR, 0)).isEqualTo(at(3));
    }
}
