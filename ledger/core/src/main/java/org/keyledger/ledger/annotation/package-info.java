/** The marks that say which parts of an event are personal or secret, and whose. */
@NullMarked
package org.keyledger.ledger.annotation;

import org.jspecify.annotations.NullMarked;
