/** Idempotency keys: a repeated request creates its resource once and gets the first response. */
@Machinery
@NullMarked
package org.keyledger.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
