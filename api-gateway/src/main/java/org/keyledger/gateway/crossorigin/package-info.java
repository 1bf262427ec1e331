/** Calls from pages of other origins: which are accepted, and what their scripts may read (Fetch Standard, section 3.3). */
@Machinery
@NullMarked
package org.keyledger.gateway.crossorigin;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
