/** A ledger that was restored from a backup: its epochs, and the event that begins each but the first. */
@NullMarked
package org.keyledger.ledger.epoch;

import org.jspecify.annotations.NullMarked;
