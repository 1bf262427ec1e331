/** In-memory verification of API keys and sessions, updated by the ledger's tail. */
@Machinery
@NullMarked
package org.keyledger.query.verifier;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
