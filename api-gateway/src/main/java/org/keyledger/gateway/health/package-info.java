/** Tells an orchestrator how the service is. */
@NullMarked
package org.keyledger.gateway.health;

import org.jspecify.annotations.NullMarked;
