/** Sends commands and asks queries, and turns what comes back into answers. */
@NullMarked
package org.keyledger.gateway.messaging;

import org.jspecify.annotations.NullMarked;
