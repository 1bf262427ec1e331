/** Encrypts annotated fields with AES-256-GCM, each with the key of the data subject that it is about. */
@NullMarked
package org.keyledger.ledger.encryption;

import org.jspecify.annotations.NullMarked;
