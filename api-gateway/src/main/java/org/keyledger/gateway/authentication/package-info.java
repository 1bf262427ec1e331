/** Finds out who is calling. */
@Machinery
@NullMarked
package org.keyledger.gateway.authentication;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
