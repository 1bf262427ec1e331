/** Non-blocking reading of request bodies, bounded in size, time and memory. */
@Machinery
@NullMarked
package org.keyledger.gateway.requestbody;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
