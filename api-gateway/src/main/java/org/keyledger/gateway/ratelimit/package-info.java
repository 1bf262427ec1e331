/** Decides how often, in counters that all gateways share. */
@NullMarked
package org.keyledger.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
