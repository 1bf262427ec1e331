/** The four ports on SQLite, the embedded default: one node, one directory. */
@NullMarked
package org.keyledger.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
