package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Views;

@DisplayName("Tokens stored with the views")
class ViewsTokenStoreTest extends TokenStoreContract {

    private final Views views = new InMemoryViews();

    @Override
    TransactionalTokenStore stored(ClaimOwner node) {
        ProjectionGroup group = new ProjectionGroup(PROCESSOR, views, node);
        return new TransactionalTokenStore(group.tokens(), group.transactions());
    }

    @Test
    void has_one_segment_only() {
        TransactionalTokenStore store = stored(ClaimOwner.named("here", Clock.systemUTC()));

        assertThatThrownBy(() -> store.run(() -> store.tokens().initializeTokenSegments("another", 2, at(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
