/** Which keys and sessions are alive, in memory, fed by the ledger's tail. */
@NullMarked
package org.keyledger.query.verifier;

import org.jspecify.annotations.NullMarked;
