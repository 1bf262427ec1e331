/** Tells an orchestrator how the service is. */
@Machinery
@NullMarked
package org.keyledger.gateway.health;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
