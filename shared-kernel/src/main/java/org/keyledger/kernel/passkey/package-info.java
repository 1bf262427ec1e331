/** Passkeys: commands, events, queries and ids. */
@NullMarked
package org.keyledger.kernel.passkey;

import org.jspecify.annotations.NullMarked;
