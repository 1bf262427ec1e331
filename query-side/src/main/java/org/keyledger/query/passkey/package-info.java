/** Passkeys: by credential id for log-ins, and the passkeys of a user. */
@NullMarked
package org.keyledger.query.passkey;

import org.jspecify.annotations.NullMarked;
