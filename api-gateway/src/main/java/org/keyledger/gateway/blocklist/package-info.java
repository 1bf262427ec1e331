/** Knows what is too common, or too short-lived, to be taken. */
@Machinery
@NullMarked
package org.keyledger.gateway.blocklist;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
