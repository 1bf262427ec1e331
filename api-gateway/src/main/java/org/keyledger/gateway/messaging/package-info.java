/** Sending of commands and queries, and translation of their results and failures. */
@Machinery
@NullMarked
package org.keyledger.gateway.messaging;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
