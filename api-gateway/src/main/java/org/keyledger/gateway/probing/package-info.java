/** Tells an orchestrator how the service is. */
@NullMarked
package org.keyledger.gateway.probing;

import org.jspecify.annotations.NullMarked;
