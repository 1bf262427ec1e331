package org.keyledger.ledger;

class CellsInMemory extends CellsContract {

    @Override
    protected Cells open() {
        return new InMemoryCells(clock);
    }
}
