/** Bodies are read as they come: no thread waits for one. */
@Machinery
@NullMarked
package org.keyledger.gateway.requestbody;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
