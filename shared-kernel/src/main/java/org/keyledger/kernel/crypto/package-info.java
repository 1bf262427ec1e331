/** Cryptographic primitives of the JDK in the form that this project uses. */
@NullMarked
package org.keyledger.kernel.crypto;

import org.jspecify.annotations.NullMarked;
