/** The master key, and how the vault's keys and secrets are wrapped with it. */
@NullMarked
package org.keyledger.ledger.masterkey;

import org.jspecify.annotations.NullMarked;
