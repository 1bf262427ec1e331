/** Lets a request be sent twice and be done once. */
@NullMarked
package org.keyledger.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
