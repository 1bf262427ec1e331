/** Finds out where a request comes from. */
@Machinery
@NullMarked
package org.keyledger.gateway.clientaddress;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
