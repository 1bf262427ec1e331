/** Commits and positions: what a request with an idempotency key has written, and whether the read models show it. */
@NullMarked
package org.keyledger.kernel.commit;

import org.jspecify.annotations.NullMarked;
