/** Passkeys: registered, used at log-in, renamed, removed; a credential id belongs to one passkey. */
@NullMarked
package org.keyledger.command.passkey;

import org.jspecify.annotations.NullMarked;
