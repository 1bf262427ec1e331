/** Signing in, as far as it is worth remembering where nobody did. */
@NullMarked
package org.keyledger.kernel.login;

import org.jspecify.annotations.NullMarked;
