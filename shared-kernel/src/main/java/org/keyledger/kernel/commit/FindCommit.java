package org.keyledger.kernel.commit;

import org.keyledger.kernel.Query;

/** Finds the commit with this id in the ledger itself, not in a read model. */
public record FindCommit(String commitId) implements Query<FoundCommit> {
    @Override
    public Class<FoundCommit> responseType() {
        return FoundCommit.class;
    }
}
