/** Problem responses (RFC 9457), security headers and the JSON form of all responses. */
@Machinery
@NullMarked
package org.keyledger.gateway.problem;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
