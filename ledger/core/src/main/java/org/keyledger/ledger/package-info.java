/** The book: an append-only, hash-chained ledger of commits, and what is kept beside it. */
@NullMarked
package org.keyledger.ledger;

import org.jspecify.annotations.NullMarked;
