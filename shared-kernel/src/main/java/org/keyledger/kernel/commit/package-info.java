/** What became of a request that carried an idempotency key. */
@NullMarked
package org.keyledger.kernel.commit;

import org.jspecify.annotations.NullMarked;
