/** Sends commands and asks queries, and turns what comes back into answers. */
@Machinery
@NullMarked
package org.keyledger.gateway.messaging;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
