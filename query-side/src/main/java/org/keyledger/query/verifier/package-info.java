/** Which keys and sessions are alive, in memory, fed by the ledger's tail. */
@Machinery
@NullMarked
package org.keyledger.query.verifier;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
