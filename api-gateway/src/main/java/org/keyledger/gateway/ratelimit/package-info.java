/** Rate limits, with counters in the shared atomic store. */
@Machinery
@NullMarked
package org.keyledger.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
