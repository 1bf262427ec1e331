/** The four ports on MongoDB: a replica set, majority reads and writes. */
@NullMarked
package org.keyledger.ledger.mongo;

import org.jspecify.annotations.NullMarked;
