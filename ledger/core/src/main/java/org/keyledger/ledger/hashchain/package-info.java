/** The hash chain: what of a commit is hashed, in which bytes, and how a chain is verified. */
@NullMarked
package org.keyledger.ledger.hashchain;

import org.jspecify.annotations.NullMarked;
