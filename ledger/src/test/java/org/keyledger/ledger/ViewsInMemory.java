package org.keyledger.ledger;

class ViewsInMemory extends ViewsContract {

    @Override
    protected Views open() {
        return new InMemoryViews();
    }
}
