package org.keyledger.ledger;

class InMemoryViewsTest extends ViewsContract {

    @Override
    protected Views open() {
        return new InMemoryViews();
    }
}
