package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.InMemoryAtomicStore;

@DisplayName("Tokens in the atomic store")
class AtomicTokenStoreTest extends TokenStoreContract {

    private static final ClaimOwner NODE = ClaimOwner.named("here");

    private final AtomicStore store = new InMemoryAtomicStore();

    @Override
    TransactionalTokenStore stored(ClaimOwner node) {
        return new TransactionalTokenStore(new AtomicTokenStore(store, node), NoTransactionManager.INSTANCE);
    }

    @Test
    void splits_and_merges_segments() {
        AtomicTokenStore tokens = new AtomicTokenStore(store, NODE);
        tokens.initializeTokenSegments("split", 2, at(3));
        tokens.initializeSegment(at(3), "split", 2);

        assertThat(tokens.fetchSegments("split")).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> tokens.initializeSegment(at(4), "split", 2))
                .isInstanceOf(UnableToInitializeTokenException.class);
        assertThatThrownBy(() -> tokens.deleteToken("split", 2)).isInstanceOf(UnableToClaimTokenException.class);

        tokens.fetchToken("split", 2);
        tokens.deleteToken("split", 2);
        assertThat(tokens.fetchSegments("split")).containsExactly(0, 1);
    }

    @Test
    void distinguishes_stores() {
        assertThat(new AtomicTokenStore(store, NODE).retrieveStorageIdentifier())
                .isEqualTo(new AtomicTokenStore(store, NODE).retrieveStorageIdentifier())
                .isNotEqualTo(new AtomicTokenStore(new InMemoryAtomicStore(), NODE).retrieveStorageIdentifier());
    }
}
