/** The ports of an append-only, hash-chained event log with its read models, keys and atomic state. */
@NullMarked
package org.keyledger.ledger;

import org.jspecify.annotations.NullMarked;
