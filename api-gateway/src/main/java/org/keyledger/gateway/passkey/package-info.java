/** Passkeys: the ceremonies of WebAuthn Level 3, and the passkeys of a user. The only package that uses webauthn4j. */
@NullMarked
package org.keyledger.gateway.passkey;

import org.jspecify.annotations.NullMarked;
