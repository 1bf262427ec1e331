/** The master key, and how it wraps the keys and secrets of the vault. */
@NullMarked
package org.keyledger.ledger.masterkey;

import org.jspecify.annotations.NullMarked;
