package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.InMemoryAtomicStore;

class KeepingTokensInCells extends TokenStoreContract {

    private static final Node NODE = Node.named("here");

    private final AtomicStore cells = new InMemoryAtomicStore();

    @Override
    Stored stored(Node node) {
        return new Stored(new CellsTokenStore(cells, node), NoTransactionManager.INSTANCE);
    }

    @Test
    void splits_and_merges_segments() {
        CellsTokenStore tokens = new CellsTokenStore(cells, NODE);
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
    void tells_one_store_from_another() {
        assertThat(new CellsTokenStore(cells, NODE).retrieveStorageIdentifier())
                .isEqualTo(new CellsTokenStore(cells, NODE).retrieveStorageIdentifier())
                .isNotEqualTo(new CellsTokenStore(new InMemoryAtomicStore(), NODE).retrieveStorageIdentifier());
    }
}
