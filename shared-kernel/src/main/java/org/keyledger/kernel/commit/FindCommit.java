package org.keyledger.kernel.commit;

import org.keyledger.kernel.Query;

/** The commit recorded under this key, if there is one: asked of the ledger itself, never of a view. */
public record FindCommit(String commitId) implements Query<FoundCommit> {
    @Override
    public Class<FoundCommit> responseType() {
        return FoundCommit.class;
    }
}
