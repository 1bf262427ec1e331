/** The four ports on a MongoDB replica set, with majority reads and writes. */
@NullMarked
package org.keyledger.ledger.mongo;

import org.jspecify.annotations.NullMarked;
