/** Liveness and readiness of the service, for orchestrators. */
@Machinery
@NullMarked
package org.keyledger.gateway.health;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
