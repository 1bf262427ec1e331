/** Lets a request be sent twice and be done once. */
@Machinery
@NullMarked
package org.keyledger.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
