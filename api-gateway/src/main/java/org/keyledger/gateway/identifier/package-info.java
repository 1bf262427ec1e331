/** Makes what must be new: ids, keys and their secrets. */
@Machinery
@NullMarked
package org.keyledger.gateway.identifier;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
