/** Turns passwords into slow hashes and addresses into names, on threads of its own. */
@Machinery
@NullMarked
package org.keyledger.gateway.password;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
