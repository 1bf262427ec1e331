/** Which keys and sessions are alive, in memory, fed by the ledger's tail. */
@NullMarked
package org.keyledger.query.verifying;

import org.jspecify.annotations.NullMarked;
