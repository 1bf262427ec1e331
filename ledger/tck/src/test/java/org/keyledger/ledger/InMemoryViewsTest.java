package org.keyledger.ledger;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Views in memory")
class InMemoryViewsTest extends ViewsContract {

    @Override
    protected Views open() {
        return new InMemoryViews();
    }
}
