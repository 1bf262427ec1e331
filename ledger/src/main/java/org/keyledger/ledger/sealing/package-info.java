/** The marks that say which parts of an event are personal or secret, and whose. */
@NullMarked
package org.keyledger.ledger.sealing;

import org.jspecify.annotations.NullMarked;
