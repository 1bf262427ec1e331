/** The epochs of a ledger: each restore from a backup begins a new one. */
@NullMarked
package org.keyledger.ledger.epoch;

import org.jspecify.annotations.NullMarked;
