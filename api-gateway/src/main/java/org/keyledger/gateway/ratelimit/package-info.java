/** Decides how often, in counters that all gateways share. */
@Machinery
@NullMarked
package org.keyledger.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
