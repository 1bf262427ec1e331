/** Decides how often, in counters that all gateways share. */
@NullMarked
package org.keyledger.gateway.limiting;

import org.jspecify.annotations.NullMarked;
