/** The hash chain: the canonical bytes of a commit, its hash, and the verification of a chain. */
@NullMarked
package org.keyledger.ledger.hashchain;

import org.jspecify.annotations.NullMarked;
