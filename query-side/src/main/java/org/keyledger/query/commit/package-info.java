/** What became of a commit, asked of the ledger itself. */
@NullMarked
package org.keyledger.query.commit;

import org.jspecify.annotations.NullMarked;
