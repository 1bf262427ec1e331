/** Seals what {@code sealing} marks: AES-256-GCM for each field, under the key of the subject it is about. */
@NullMarked
package org.keyledger.ledger.encryption;

import org.jspecify.annotations.NullMarked;
